import { readFileSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { type Ended, type Running, startProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, describe, expect, test } from 'vitest'
import { settingNames, variableOf } from '../src/settings/setting-names.ts'
import { exitStatuses } from '../src/terminal/errors.ts'
import { keyHeader } from './document.ts'
import { startReactionServer } from './reaction-server.ts'
import { bundle, environmentFor, run, scratch, target } from './run.ts'

const mock = await startMock()
afterAll(() => mock.close())

const commands = ['send', 'remove', 'batch', 'explain', 'doctor']

/** Runs a line as it is pasted into a shell in which the program is installed. */
function paste(line: string, env: Record<string, string>): Promise<Ended> {
  return startPasted(line, env).ended
}

function startPasted(line: string, env: Record<string, string>): Running {
  const bin = scratch()
  symlinkSync(bundle, `${bin}/kaleyra-reactions`)
  const PATH = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter)
  return startProgram('sh', ['-c', line], { cwd: bin, env: { ...env, PATH }, input: null })
}

function examplesOf(help: string): string[] {
  const [, found = ''] = /\nExamples:\n((?: {2}.*\n)+)/.exec(help) ?? []
  // A line that is indented further goes on with the one before.
  return `\n${found}`
    .split(/\n {2}(?! )/)
    .slice(1)
    .map((line) => line.trim())
}

test('the help names every command and exit status', async () => {
  const { stdout, code } = await run(['--help'], {})
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  for (const { status } of Object.values(exitStatuses))
    expect(stdout).toMatch(new RegExp(`^  ${status} +\\w`, 'm'))
  expect(stdout).toContain('Unofficial')
  expect(code).toBe(0)
})

test.each([[], ...commands.map((command) => [command])])(
  'the help of %s begins with the usage, fits 80 columns, and its examples work when pasted',
  async (...command) => {
    const { stdout } = await run([...command, '--help'], {})
    expect(stdout).toMatch(/^Usage: /)
    // An emoji takes two columns, and counts as two here.
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    const examples = examplesOf(stdout)
    expect(examples.length).toBeGreaterThan(0)
    for (const line of examples) {
      const pasted = await paste(line, environmentFor(mock.url))
      expect(pasted.code, line).toBe(0)
      expect(pasted.stdout, line).not.toBe('')
    }
  },
)

test('the help names every variable, and the README every exit status', async () => {
  const { stdout } = await run(['--help'], {})
  for (const setting of settingNames) expect(stdout).toContain(`  ${variableOf(setting)} `)
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  for (const { status, meaning } of Object.values(exitStatuses))
    expect(readme).toContain(`| ${status} | ${meaning} |`)
})

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

describe('--dry-run', () => {
  test.each([
    ['a reaction', ['send', ...target, '👨‍👩‍👧‍👦']],
    ['text with quotes', ['send', ...target, '--ref', `it's "$HOME" \\ \`x\` !`, '👍']],
    ['a removal', ['remove', ...target]],
  ])('prints %s as a curl command that sends the same bytes', async (_, args) => {
    const { url, received } = await startReactionServer()
    const env = environmentFor(url)
    const { stdout } = await run([...args, '--dry-run'], env)
    expect(received).toEqual([])
    expect(await paste(stdout, env)).toMatchObject({ code: 0 })
    await run(args, env)
    const [byCurl, bySend] = received.map(({ headers, ...rest }) => ({ ...rest, headers: pick(headers) }))
    expect(byCurl).toEqual(bySend)
  })

  test('with --json tells the bytes, and needs no key', async () => {
    const { url, received } = await startReactionServer()
    const { KALEYRA_API_KEY: _, ...env } = environmentFor(url)
    const { stdout } = await run(['send', ...target, '--dry-run', '--json', '👍'], env)
    await run(['send', ...target, '👍'], environmentFor(url))
    const preview = JSON.parse(stdout)
    expect(preview).toMatchObject({
      method: received[0]?.method,
      url: url + received[0]?.url,
      body: received[0]?.body,
    })
    expect(preview.headers).toEqual({ ...pick(received[0]?.headers ?? {}), [keyHeader]: '$KALEYRA_API_KEY' })
  })
})

/** The headers that are the program's own, not those of the runtime or of curl. */
function pick(headers: Record<string, unknown>): Record<string, unknown> {
  const { [keyHeader]: key, 'content-type': type, 'user-agent': agent } = headers
  return { [keyHeader]: key, 'content-type': type, 'user-agent': agent }
}

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
