import { spawnSync } from 'node:child_process'

/**
 * Tells whether the machine has a tool that some tests need. If not, it prints the remedy, so that they can be skipped.
 *
 * @throws if the tool is missing and `CI` is set.
 */
export function hasTool(found: boolean, remedy: string): boolean {
  if (found) return true
  if (process.env['CI']) throw new Error(`Tests cannot run: ${remedy}`)
  console.warn(`SKIPPED: ${remedy}`)
  return false
}

/** Tells whether a command starts. */
export function starts(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0
}
