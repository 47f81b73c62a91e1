import { startMock } from '@kaleyra-reactions/mock'
import type { Ended } from '@kaleyra-reactions/test-support/programs'
import { afterAll, describe, expect, test } from 'vitest'
import { environmentFor, paste, run, target } from './run.ts'

const mock = await startMock()
afterAll(() => mock.close())

test('--api-key-stdin reads nothing from a terminal, which would show the key', async () => {
  const line = `kaleyra-reactions send ${target.join(' ')} --api-key-stdin 👍`
  const { stdout, code } = await onTerminal(line, environmentFor(mock.url))
  expect(stdout).toContain('error: --api-key-stdin found no key. Pipe the key into it.')
  expect(code).toBe(2)
})

describe('colour', () => {
  const bold = '\u001B[1m'

  test.each<[string, Record<string, string>, boolean]>([
    ['is absent where the output is no terminal', {}, false],
    ['comes with FORCE_COLOR', { FORCE_COLOR: '1' }, true],
  ])('%s', async (_, env, isThere) => {
    const { stdout } = await run(['explain', 'E110'], env)
    expect(stdout.includes(bold)).toBe(isThere)
  })

  test('is there on a terminal', async () => {
    const { stdout } = await onTerminal('kaleyra-reactions explain E110', { TERM: 'xterm-256color' })
    expect(stdout).toContain(bold)
  })
})

test('a batch shows its progress in one line of a terminal, and tells of lines above it', async () => {
  const line = JSON.stringify({ to: '919000000002', messageId: 'wamid.HBgLMxxx', emoji: '👍' })
  const env = { ...environmentFor(mock.url), TERM: 'xterm' }
  const { stdout } = await onTerminal(
    `(echo '${line}'; echo oops) > in.ndjson; kaleyra-reactions batch in.ndjson`,
    env,
  )
  expect(stdout).toMatch(/1 of 1 lines \| [\d.]+\/s \| 0 s left/)
  expect(stdout).toMatch(/line 2: is not JSON.*2 lines: 1 accepted/s)
})

/** Runs a line on a pseudo terminal, which `script` makes. */
function onTerminal(line: string, env: Record<string, string>): Promise<Ended> {
  const quoted = line.replaceAll("'", "'\\''")
  const byLinux = `script --quiet --return --command '${quoted}' /dev/null`
  return paste(process.platform === 'darwin' ? `script -q /dev/null sh -c '${quoted}'` : byLinux, env)
}
