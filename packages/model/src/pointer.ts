import { member } from './member.ts'

/** A name as a part of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The names in a JSON pointer. */
export function namesInPointer(pointer: string): string[] {
  const names = pointer.split('/').slice(1)
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at a JSON pointer; `undefined` if there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  return namesInPointer(pointer).reduce<unknown>((value, name) => member(value, name), document)
}
