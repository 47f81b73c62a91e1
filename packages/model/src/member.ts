/** A member of a value of unknown type; `undefined` if the value is not an object or lacks the member. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined
}

/** A member that is a string; `undefined` if it is missing or of another type. */
export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}

/** The innermost cause of an error: a runtime wraps it in `fetch failed` or `terminated`. */
export function innermostOf(error: unknown): unknown {
  const cause = member(error, 'cause')
  return cause === undefined ? error : innermostOf(cause)
}

/** Tells whether a value of unknown type is an object with its own member of this name. */
export function hasMember(value: unknown, name: string): boolean {
  return isObject(value) && Object.hasOwn(value, name)
}

/** The names of a value's members; none if it is not an object. */
export function memberNames(value: unknown): string[] {
  return isObject(value) ? Object.keys(value) : []
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
