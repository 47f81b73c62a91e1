import { statSync } from 'node:fs'

/**
 * What to do where a results file cannot be used. One with entries has to be kept: with another one, the next run would
 * send what was accepted once more.
 */
export function resultsRemedy(path: string): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return size === 0
    ? 'Give another --results.'
    : 'Make the file and its folder writable, or give a copy of it as --results: with an empty one, accepted lines would be sent again.'
}
