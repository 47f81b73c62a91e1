import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { runProgram, startProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, expect, test } from 'vitest'
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

const broken = structuredClone(bundled)
Object.assign(broken.components.schemas.Reaction.properties.message_id, { pattern: '[' })

const contradiction = structuredClone(bundled)
Object.assign(contradiction.components.schemas.Reaction.properties.message_id, { example: 5 })
const shared = structuredClone(bundled)
const { responses } = shared.paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post
Object.assign(responses['500'].content['application/json'].examples, {
  E110: { value: { code: 'WA500', message: 'a', data: {}, error: { error: 'a' } } },
})

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
    'a name given twice',
    ['--document', file('shared.json', JSON.stringify(shared))],
    /responses\/500\/.*\/E110 is the name of another case/,
  ],
  [
    'a callback address that is none',
    ['--callback-url', 'here'],
    /^error: option '--callback-url .* is invalid\. .*http:/,
  ],
  [
    'a callback header that is none',
    ['--callback-headers', 'here'],
    /^error: option '--callback-headers .* is invalid\. .*name: value/,
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

test.each(['SIGINT', 'SIGTERM'] as const)('%s finishes what is under way and exits 0', async (signal) => {
  const { child, ended } = startProgram(process.execPath, [command, '--port', '0'])
  let printed = ''
  child.stdout.on('data', (text) => {
    printed += text
  })
  await expect.poll(() => printed).toMatch(/http:\S+\n/)
  const url = /http:\S+/.exec(printed)?.at(0) ?? ''
  await fetch(`${url}/__mock/next`, { method: 'POST', body: '{"delay":1000}' })
  const late = fetch(url + path, reactionInit())
  await expect.poll(async () => (await fetch(`${url}/__mock/calls`)).json()).toHaveLength(1)
  child.kill(signal)
  expect((await late).status).toBe(202)
  expect((await ended).code).toBe(0)
})
