import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'

/** The root of the repository. */
export const root: string = join(import.meta.dirname, '..')

/**
 * Builds what is out of date. What a build that fails has to say is printed, and of turbo's own
 * only why it does not start.
 *
 * @param folder of a package, where only that one and what it depends on are built.
 * @returns whether everything is built.
 */
export async function build(folder?: string): Promise<boolean> {
  console.error('Building …')
  const chosen = folder === undefined ? [] : [`--filter=./${folder}`]
  const words = ['run', 'build', 'sweep', '--output-logs=errors-only', '--json', ...chosen]
  const turbo = spawn(join(root, 'node_modules/.bin/turbo'), words, {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(turbo, 'exit')
  const complaint = text(turbo.stderr)
  let isTold = false
  for await (const line of createInterface(turbo.stdout)) {
    const message: { source: string; text: string } = JSON.parse(line)
    if (message.source === 'turbo') continue
    console.error(message.text)
    isTold = true
  }
  const [status]: number[] = await ended
  if (status !== 0 && !isTold) console.error(await complaint)
  return status === 0
}
