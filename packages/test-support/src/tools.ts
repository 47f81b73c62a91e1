import { spawnSync } from 'node:child_process'

/**
 * Tells whether a tool is there that some tests need. Where it is not, they are skipped by name on a person's machine.
 *
 * @throws where it is not and `CI` is set.
 */
export function hasTool(
  found: boolean,
  remedy: string,
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  if (found) return true
  if (environment['CI']) throw new Error(`Tests cannot run: ${remedy}`)
  console.warn(`SKIPPED: ${remedy}`)
  return false
}

/** Tells whether a command starts. */
export function starts(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0
}
