import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { operationsOf } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import {
  type ProgramOptions,
  type Running,
  runProgram,
  startProgram,
} from '@kaleyra-reactions/test-support/programs'
import { afterAll, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { startMock } from '../src/index.ts'
import { path, reactionInit } from './operation-calls.ts'

const scratch = mkdtempSync(join(tmpdir(), 'mock-test-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const command = join(import.meta.dirname, '../dist/main.mjs')
const run = (...flags: string[]) => runProgram(process.execPath, [command, ...flags])

function file(name: string, text: string): string {
  const place = join(scratch, name)
  writeFileSync(place, text)
  return place
}

const broken: OpenapiDocument = structuredClone<OpenapiDocument>(bundled)
Object.assign(broken.components.schemas['Reaction']?.properties?.['message_id'] ?? {}, { pattern: '[' })

const contradiction: OpenapiDocument = structuredClone<OpenapiDocument>(bundled)
Object.assign(contradiction.components.schemas['Reaction']?.properties?.['message_id'] ?? {}, { example: 5 })

const foreign: OpenapiDocument = structuredClone<OpenapiDocument>(bundled)
Object.assign(foreign.components.schemas['Reaction'] ?? {}, { allOf: [] })

/** The document in which an error has the name of another one. */
function documentWithSharedName(): OpenapiDocument {
  const document: OpenapiDocument = structuredClone<OpenapiDocument>(bundled)
  const [first, ...others] = operationsOf(document).flatMap(({ responses }) =>
    Object.values(responses).map((response) => response.content?.['application/json']?.examples ?? {}),
  )
  const [name = ''] = Object.keys(first ?? {})
  const [last] = Object.entries(others.at(-1) ?? {})
  if (last !== undefined) Object.assign(others.at(-1) ?? {}, { [name]: last[1] })
  return document
}

test.each<[string, string[], RegExp]>([
  ['a port that is none', ['--port', '99999'], /^error: option '--port .*'99999' is invalid\. .*65535\.\n$/],
  ['an unknown flag', ['--prot', '1'], /^error: unknown option '--prot'\n\(Did you mean --port\?\)\n$/],
  [
    'a document that is not there',
    ['--document', join(scratch, 'none.yaml')],
    /^The document .*none\.yaml cannot be read: ENOENT/,
  ],
  [
    'a document that is none',
    ['--document', file('text.yaml', 'hello')],
    /^The document .*text\.yaml .*paths/,
  ],
  [
    'a document whose paths are none',
    ['--document', file('paths.yaml', 'paths: 5\ncomponents: {schemas: {}}')],
    /^The document .*paths\.yaml .*paths/,
  ],
  [
    'a document that is no YAML',
    ['--document', file('bad.yaml', 'a: [')],
    /^The document .*bad\.yaml cannot be read/,
  ],
  [
    'a schema that does not compile',
    ['--document', file('broken.json', JSON.stringify(broken))],
    /message_id does not compile/,
  ],
  [
    'an example that contradicts its schema',
    ['--document', file('contradiction.json', JSON.stringify(contradiction))],
    /message_id\/example contradicts its schema: must be string/,
  ],
  [
    'what is not understood',
    ['--document', file('foreign.json', JSON.stringify(foreign))],
    /schemas\/Reaction\/allOf is not understood here: write all fields into one object/,
  ],
  [
    'a name given twice',
    ['--document', file('shared.json', JSON.stringify(documentWithSharedName()))],
    /responses\/\d+\/.* is the name of another case/,
  ],
  [
    'a callback address that is none',
    ['--callback-url', 'here'],
    /^error: option '--callback-url .* is invalid\. .*http:/,
  ],
  [
    'a flag in the place of a key',
    ['--api-keys', '--port', '0'],
    /^error: option '--api-keys <key\.\.\.>' argument '--port' is invalid\. .* flag/,
  ],
  ['a flag in the place of an address', ['--host', '--strict'], /'--strict' is invalid\. .* flag/],
  [
    'an address that is not found',
    ['--host', 'none.invalid', '--port', '0'],
    /^The address none\.invalid .*--host/,
  ],
  [
    'a callback header that is none',
    ['--callback-headers', 'here'],
    /^error: option '--callback-headers .* is invalid\. .*name: value/,
  ],
  [
    'a callback address that is none and holds a password',
    ['--callback-url', 'ftp://user:secret@host'],
    /^(?!.*secret)error: option '--callback-url .* is invalid\. .*http:/s,
  ],
  [
    'a callback header that is none and holds a token',
    ['--callback-headers', 'authorization Bearer secret'],
    /^(?!.*secret)error: option '--callback-headers .* is invalid\. .*name: value/s,
  ],
])('%s is one clear sentence and exit 2', async (_, flags, message) => {
  const { code, stdout, stderr } = await run(...flags)
  expect(stdout + stderr).toMatch(message)
  expect(stdout + stderr).not.toMatch(/\n +at /)
  expect(code).toBe(2)
})

test('a busy port is one clear sentence and exit 2', async () => {
  await using mock = await startMock()
  const { code, stdout, stderr } = await run('--port', new URL(mock.url).port)
  expect(stdout + stderr).toMatch(/^Port \d+ of 127\.0\.0\.1 is in use .*or 0 for a free one\.\n$/)
  expect(code).toBe(2)
})

test('the help names every flag', async () => {
  const { code, stdout } = await run('--help')
  expect(stdout).toMatch(
    /--port[\s\S]*--document[\s\S]*--api-keys[\s\S]*--callback-url[\s\S]*--no-cors[\s\S]*--strict/,
  )
  expect(code).toBe(0)
})

test('the version is that of the package', async () => {
  const { code, stdout } = await run('--version')
  expect([code, stdout]).toEqual([0, `${manifest.version}\n`])
})

test('the README names every flag', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const { stdout } = await run('--help')
  const flags = stdout.match(/--[a-z-]+/g) ?? []
  expect(flags.length).toBeGreaterThan(8)
  expect(flags.filter((flag) => !readme.includes(`\`${flag}`))).toEqual([])
})

/** The mock as a program, once it listens. */
async function startCommand(
  start: [command: string, ...words: string[]],
  options?: ProgramOptions,
): Promise<Running & { url: string }> {
  const [command, ...words] = start
  const running = startProgram(command, words, options)
  let printed = ''
  running.child.stdout.on('data', (text) => {
    printed += text
  })
  await expect.poll(() => printed).toMatch(/http:\S+\n/)
  return { ...running, url: /http:\S+/.exec(printed)?.at(0) ?? '' }
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s finishes what is under way and exits 0', async (signal) => {
  const { child, ended, url } = await startCommand([process.execPath, command, '--port', '0'])
  await fetch(`${url}/__mock/next`, { method: 'POST', body: '{"delay":1000}' })
  const late = fetch(url + path, reactionInit())
  await expect.poll(async () => (await fetch(`${url}/__mock/calls`)).json()).toHaveLength(1)
  child.kill(signal)
  expect((await late).status).toBe(202)
  expect((await ended).code).toBe(0)
})

test('SIGTERM cuts off an upload that is not complete', async () => {
  const { child, ended, url } = await startCommand([process.execPath, command, '--port', '0'])
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n{`)
  await once(socket, 'data')
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
})

test.each([
  ['an invalid call', '{}', 1],
  ['valid calls alone', undefined, 0],
])('with --strict, %s is the exit status', async (_, body, status) => {
  const { child, ended, url } = await startCommand([process.execPath, command, '--port', '0', '--strict'])
  await fetch(url + path, { ...reactionInit(), ...(body !== undefined && { body }) })
  // What a test does between two others does not make the call valid.
  await fetch(`${url}/__mock/reset`, { method: 'POST' })
  child.kill('SIGTERM')
  const { code, stderr } = await ended
  expect(code).toBe(status)
  if (status === 1) expect(stderr).toMatch(/messaging_object is missing.*Strict: 1 invalid call;/s)
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
  expect((await fetch(`${url}/__mock/health`)).status).toBe(200)
  child.kill('SIGTERM')
  await expect.poll(() => fetch(`${url}/__mock/health`).catch(() => 'ended')).toBe('ended')
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
