import { hasMember, member, memberNames } from '@kaleyra-reactions/model/member'

/**
 * Tells whether a value matches a pattern. An object may have more members than its pattern. A list needs the same number of
 * items, and each must match.
 */
export function matchesPattern(value: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return Object.is(value, pattern)
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(pattern))
    return false
  if (Array.isArray(pattern) && Array.isArray(value) && value.length !== pattern.length) return false
  return memberNames(pattern).every(
    (name) => hasMember(value, name) && matchesPattern(member(value, name), member(pattern, name)),
  )
}
