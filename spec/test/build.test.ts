import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, beforeAll, expect, test } from 'vitest'

const specFolder = join(import.meta.dirname, '..')
const text = readFileSync(join(specFolder, 'openapi.yaml'), 'utf8')
const scratch = mkdtempSync(join(specFolder, 'node_modules/build-test-'))
beforeAll(() => cpSync(join(specFolder, 'dist'), join(scratch, 'dist'), { recursive: true }))
afterAll(() => rmSync(scratch, { recursive: true }))

test.each([
  ['a YAML error', `openapi: 3.1.0\n\t- x: [\n${text}`, /broken\.yaml\\?" \(2:1\)/],
  [
    'a dangling reference',
    text.replace('schemas/SendReactionRequest"', 'schemas/None"'),
    /broken\.yaml:\d+:\d+ at [\s\S]*resolve/,
  ],
  [
    'a callback that is made from another and contradicts its schema',
    text.replaceAll(/(?<=code: "|failed-)131026\b/g, '9131026'),
    /The callback of failed-9131026, derived from that of failed-131009, does not match its schema: .*code must be/,
  ],
])('%s stops the build with place and reason, and dist stays as it was', async (_, broken, message) => {
  expect(broken).not.toBe(text)
  const before = contentOf(join(scratch, 'dist'))
  expect(await build(broken)).toMatch(message)
  expect(contentOf(join(scratch, 'dist'))).toEqual(before)
  expect(readdirSync(scratch).sort()).toEqual(['broken.yaml', 'dist'])
})

test('a mistake is printed once, with its place, the lines around it and the word that is meant', async () => {
  const printed = await build(text.replace(/\n( +)actor: /, '\n$1actr: '))
  expect(printed.split('Property `actr` is not expected here')).toHaveLength(2)
  expect(printed).toMatch(/broken\.yaml:\d+:\d+ at #\/paths\/.*\/x-error\/actr/)
  expect(printed).toMatch(/\| +actr: /)
  expect(printed).toMatch(/Did you mean:\s+(- )?actor/)
  expect(printed).not.toMatch(/valid\.|validated|Woohoo/)
})

/** Builds a document that has a mistake; gives what is printed. */
async function build(document: string): Promise<string> {
  const file = join(scratch, 'broken.yaml')
  writeFileSync(file, document)
  const words = [join(specFolder, 'scripts/build.ts'), file, join(scratch, 'dist')]
  const { code, stdout, stderr } = await runProgram(process.execPath, words, { cwd: specFolder })
  expect(code).toBe(1)
  return stdout + stderr
}

function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  return Object.fromEntries(files)
}
