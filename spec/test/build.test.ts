import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, beforeAll, expect, test } from 'vitest'

const specFolder = join(import.meta.dirname, '..')
const text = readFileSync(join(specFolder, 'openapi.yaml'), 'utf8')
const scratch = mkdtempSync(join(specFolder, 'node_modules/build-test-'))
beforeAll(() => {
  for (const name of ['dist', 'samples'])
    cpSync(join(specFolder, name), join(scratch, name), { recursive: true })
})
afterAll(() => rmSync(scratch, { recursive: true }))

const example = '                WA400:\n                  summary: 400 Incorrect payload\n'

test.each([
  ['a YAML error', text.replace('openapi: 3.1.0', 'openapi: 3.1.0\n\t- x: ['), /broken\.yaml\\?" \(2:1\)/],
  [
    'a dangling reference',
    text.replace('schemas/WA500"', 'schemas/WA555"'),
    /broken\.yaml:\d+[\s\S]*resolve/i,
  ],
  [
    'an example that contradicts its schema',
    text.replace('code: E110\n                    message', 'code: E111\n                    message'),
    /(broken\.yaml:\d+|examples\/E110)[\s\S]*(const|oneOf|contradict)/,
  ],
  [
    'a name given twice under one status',
    text.replace(example, example.replace('WA400', 'E110') + example),
    /duplicate|E110/i,
  ],
  [
    'a name given twice under two statuses',
    text.replace(
      '                WA500:\n                  summary',
      '                WA400:\n                  summary',
    ),
    /example name WA400 \(operation sendReaction, status 500\)/,
  ],
  [
    'a pattern that does not compile',
    text.replace('pattern: ^[A-Za-z0-9_-]+$', 'pattern: ^[A-Za-z0-9_\\-\\_]+$'),
    /Invalid regular expression[\s\S]*parameters\/0/,
  ],
])('%s stops the build with place and reason, and dist stays as it was', async (_, broken, message) => {
  const document = join(scratch, 'broken.yaml')
  const before = contentOf(join(scratch, 'dist'))
  writeFileSync(document, broken)
  const script = join(specFolder, 'scripts/build.ts')
  const words = [script, document, join(scratch, 'dist')]
  const { code, stdout, stderr } = await runProgram(process.execPath, words, { cwd: specFolder })
  expect(code).toBe(1)
  expect(stdout + stderr).toMatch(message)
  expect(contentOf(join(scratch, 'dist'))).toEqual(before)
  expect(readdirSync(scratch).sort()).toEqual(['broken.yaml', 'dist', 'samples'])
})

function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  return Object.fromEntries(files)
}
