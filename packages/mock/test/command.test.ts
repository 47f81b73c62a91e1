import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type ProgramOptions,
  type Running,
  runProgram,
  startProgram,
} from '@kaleyra-reactions/test-support/programs'
import { afterAll, expect, test } from 'vitest'
import { startMock } from '../dist/index.mjs'
import manifest from '../package.json' with { type: 'json' }
import { accepted, invalid, path, reactionBody, refusal, send, tell } from './operation-calls.ts'

const scratch = mkdtempSync(join(tmpdir(), 'mock-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const command = join(import.meta.dirname, '../dist/main.cjs')
const run = (...flags: string[]) => runProgram(process.execPath, [command, ...flags])

test.each<[string, string[], RegExp]>([
  ['a port that is none', ['--port', '99999'], /^error: option '--port .*'99999' is invalid\. .*65535\.\n$/],
  ['an unknown flag', ['--prot', '1'], /^error: unknown option '--prot'\n\(Did you mean --port\?\)\n$/],
  ['a flag in the place of a key', ['--api-keys', '--port', '0'], /'--port' is invalid\. .* flag/],
  ['an unknown warning', ['--allow', 'emoji'], /^Invalid options: allow\.0 cannot be "emoji": /],
  ['a callback header that is none', ['--callback-headers', 'secret'], /^--callback-headers .*name: value/],
  [
    'a callback address that is none',
    ['--callback-url', 'ftp://host/?token=secret'],
    /^callbackUrl must be an http or https address/,
  ],
])('%s is one sentence on standard error, without a credential, and status 2', async (_, flags, message) => {
  const { stdout, stderr, code } = await run(...flags)
  expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: expect.stringMatching(message), code: 2 })
  expect(stderr).not.toContain('secret')
})

test('a port that is in use is one sentence, too', async () => {
  await using mock = await startMock()
  const { stderr, code } = await run('--port', new URL(mock.url).port)
  expect([stderr, code]).toEqual([
    expect.stringMatching(/^.* address already in use \S+:\d+\. Set another port/),
    2,
  ])
})

test('the version is that of the package, and the help names every flag', async () => {
  expect(await run('--version')).toEqual({ stdout: `${manifest.version}\n`, stderr: '', code: 0 })
  const { stdout } = await run('--help')
  for (const flag of ['port', 'host', 'api-keys', 'sids', 'phone-numbers', 'callback-url', 'strict', 'allow'])
    expect(stdout).toContain(`--${flag} `)
})

/** The mock as a program, once it listens. */
async function startCommand(
  [program, ...words]: [program: string, ...words: string[]],
  options?: ProgramOptions,
): Promise<Running & { url: string }> {
  const running = startProgram(program, words, options)
  let printed = ''
  running.child.stdout.on('data', (text) => {
    printed += text
  })
  await expect.poll(() => printed).toMatch(/http:\S+\n/)
  return { ...running, url: /http:\S+/.exec(printed)?.at(0) ?? '' }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it with status 0, also within a response',
  async (signal) => {
    const { child, ended, url } = await startCommand([process.execPath, command, '--port', '0'])
    const late = send({ url }, { messageId: 'wamid.delay-600000' }).catch(() => 'cut')
    await expect.poll(async () => (await tell({ url }, 'calls')).body).toHaveLength(1)
    child.kill(signal)
    expect([await late, (await ended).code]).toEqual(['cut', 0])
  },
)

test('standard output has the address alone, standard error a line for each call', async () => {
  const { child, ended, url } = await startCommand([process.execPath, command, '--port', '0'])
  await send({ url })
  await send({ url }, { messageId: `wamid.${refusal.name}` })
  await send({ url }, { body: '{}' })
  child.kill('SIGTERM')
  const { stdout, stderr } = await ended
  expect(stdout).toMatch(/^.* is listening on http:\S+\n$/)
  expect(stderr.split('\n')).toEqual([
    `POST ${path}: ${accepted.status} ${accepted.name}`,
    `POST ${path}: ${refusal.status} ${refusal.name}`,
    `POST ${path}: ${invalid.status} ${invalid.name}; messaging_object is missing`,
    '',
  ])
})

test.each<[string, (url: string) => Promise<unknown>, string[], RegExp | undefined]>([
  ['an invalid call', (url) => send({ url }, { body: '{}' }), [], /Invalid calls:/],
  [
    'an allowed warning',
    (url) => send({ url }, { body: reactionBody({ emoji: '?' }) }),
    ['--allow', 'no-emoji'],
    undefined,
  ],
])('with --strict, %s is the exit status, whatever was reset', async (_, act, flags, told) => {
  const start: [string, ...string[]] = [process.execPath, command, '--port', '0', '--strict', ...flags]
  const { child, ended, url } = await startCommand(start)
  await act(url)
  await tell({ url }, 'reset', {})
  child.kill('SIGTERM')
  const { code, stderr } = await ended
  expect(code).toBe(told === undefined ? 0 : 1)
  if (told !== undefined) expect(stderr).toMatch(new RegExp(`would have failed:\n.*${told.source}`, 's'))
})

test('a signal to npx ends the mock that npx started', async () => {
  const folder = join(scratch, 'npx')
  const bin = join(folder, 'node_modules/.bin')
  mkdirSync(bin, { recursive: true })
  symlinkSync(command, join(bin, 'kaleyra-reactions-mock'))
  const npx = join(dirname(realpathSync(process.execPath)), '../lib/node_modules/npm/bin/npx-cli.js')
  const words = ['--no-install', 'kaleyra-reactions-mock', '--port', '0']
  const start: [string, ...string[]] = existsSync(npx) ? [process.execPath, npx, ...words] : ['npx', ...words]
  // npx starts `node` by its name.
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` }
  const { child, url } = await startCommand(start, { cwd: folder, env })
  expect((await tell({ url }, 'health')).status).toBe(200)
  child.kill('SIGTERM')
  await expect.poll(() => tell({ url }, 'health').catch(() => 'ended')).toBe('ended')
})

test('a Node that is too old is one sentence', async () => {
  const old =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })"
  const preload = `data:text/javascript,${encodeURIComponent(old)}`
  const message = '@kaleyra-reactions/mock needs Node 22 or newer; this is 20.20.2.\n'
  const started = await runProgram(process.execPath, ['--import', preload, command])
  expect([started.code, started.stdout + started.stderr]).toEqual([2, message])
  const entry = new URL('../dist/index.mjs', import.meta.url).href
  const program = `import(${JSON.stringify(entry)}).catch((error) => console.log(error.message))`
  const imported = await runProgram(process.execPath, ['--import', preload, '--eval', program])
  expect([imported.stdout, imported.stderr]).toEqual([message, ''])
})
