import { hasMember, member, memberNames } from '@kaleyra-reactions/model/member'
import { fieldsOf, type Type } from '@kaleyra-reactions/model/types'

/** A member of a pattern that no documented body has. */
export interface UnknownMember {
  /** The names from the body down to it; of an item of a list, its index. */
  path: readonly string[]
  /** The names of the members that can stand in its place. */
  known: readonly string[]
}

/**
 * The members of a pattern that no body of these types has. Where a type takes members of any name, nothing is unknown; nor
 * is what stands in the place of a text.
 *
 * @param types what the body can be, one for each operation.
 */
export function unknownMembersOf(
  pattern: unknown,
  types: readonly Type[],
  path: readonly string[] = [],
): UnknownMember[] {
  if (typeof pattern !== 'object' || pattern === null) return []
  const fields = types.flatMap(fieldsOf)
  const isClosed = types.every((type) => type.kind !== 'any' && !(type.kind === 'object' && type.isOpen))
  return memberNames(pattern).flatMap((name): UnknownMember[] => {
    const place = [...path, name]
    const inner = typesAt(name, types)
    if (inner.length > 0) return unknownMembersOf(member(pattern, name), inner, place)
    return isClosed && fields.length > 0 ? [{ path: place, known: fields.map((field) => field.name) }] : []
  })
}

/** Tells whether a value has a member at a path. */
export function hasMemberAt(value: unknown, [name, ...inner]: readonly string[]): boolean {
  if (name === undefined) return true
  return hasMember(value, name) && hasMemberAt(member(value, name), inner)
}

/** What a member of this name can be. */
function typesAt(name: string, types: readonly Type[]): Type[] {
  return types.flatMap((type): Type[] => {
    if (type.kind === 'map') return [type.values]
    if (type.kind === 'list') return [type.items]
    return fieldsOf(type)
      .filter((field) => field.name === name)
      .map((field) => field.type)
  })
}
