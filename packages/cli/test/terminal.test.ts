import { startMock } from '@kaleyra-reactions/mock'
import type { Ended } from '@kaleyra-reactions/test-support/programs'
import { afterAll, describe, expect, test } from 'vitest'
import { environmentFor, paste, run, startPasted, target } from './run.ts'

const mock = await startMock()
afterAll(() => mock.close())

test('--api-key-stdin asks for the key on a terminal, and does not show what is typed', async () => {
  const { KALEYRA_API_KEY: _, ...env } = environmentFor(mock.url)
  mock.reset()
  const line = `echo typed-key | kaleyra-reactions send ${target.join(' ')} --api-key-stdin 👍`
  expect(await paste(line, env)).toMatchObject({ code: 0 })
  const command = `kaleyra-reactions send ${target.join(' ')} --api-key-stdin 👍`
  const { stdout, code } = await onTerminal(command, env, 'typed-key\r')
  expect(stdout).toContain('API key (hidden): ')
  expect(stdout).not.toContain('typed-key')
  expect(code).toBe(0)
  expect(mock.calls).toHaveLength(2)
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

/** Runs a line on a pseudo terminal, which `script` makes; `typed` is typed as soon as something is shown. */
async function onTerminal(line: string, env: Record<string, string>, typed?: string): Promise<Ended> {
  const quoted = line.replaceAll("'", "'\\''")
  const byLinux = `script --quiet --return --command '${quoted}' /dev/null`
  const { child, ended } = startPasted(
    process.platform === 'darwin' ? `script -q /dev/null sh -c '${quoted}'` : byLinux,
    env,
  )
  if (typed !== undefined) child.stdout.once('data', () => child.stdin.write(typed))
  return ended
}
