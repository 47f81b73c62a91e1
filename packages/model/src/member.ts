/** A member of a value whose type is not known; `undefined` where the value is no object, or has no such member. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined
}

/** A member that is a text; `undefined` where it is missing or something else. */
export function textMember(value: unknown, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}

/** Tells whether a value of unknown type is an object that has this member itself. */
export function hasMember(value: unknown, name: string): boolean {
  return isObject(value) && Object.hasOwn(value, name)
}

/** The names of the members of a value; none where it is no object. */
export function memberNames(value: unknown): string[] {
  return isObject(value) ? Object.keys(value) : []
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
