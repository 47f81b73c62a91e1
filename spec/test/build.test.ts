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

/** The document with another text in one place. */
function change(from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The document has no ${from}`)
  return text.replace(from, () => to)
}

const example = '                WA400:\n                  summary: 400 Incorrect payload\n'

test.each([
  ['a YAML error', text.replace('openapi: 3.1.0', 'openapi: 3.1.0\n\t- x: ['), /broken\.yaml\\?" \(2:1\)/],
  [
    'a dangling reference',
    change('schemas/ExtraInfo"', 'schemas/ExtraInf"'),
    /broken\.yaml:\d+[\s\S]*resolve/i,
  ],
  [
    'an example that contradicts its schema',
    change('code: E110\n                    message', 'code: 110\n                    message'),
    /broken\.yaml:\d+[\s\S]*string/,
  ],
  [
    'a name given twice under one status',
    change(example, example.replace('WA400', 'E110') + example),
    /duplicate|E110/i,
  ],
  [
    'a name given twice under two statuses',
    change('                WA500:\n', '                WA400:\n'),
    /broken\.yaml:\d+: \/paths\/.*\/500\/.*\/WA400 is the name of another case, too; choose another/,
  ],
  [
    'a pattern that does not compile',
    change('pattern: ^\\+?[1-9][0-9]{1,14}$', 'pattern: ^[A-Za-z0-9_\\-\\_]+$'),
    /broken\.yaml:\d+[\s\S]*parameters\/1\/schema[\s\S]*Invalid regular expression/,
  ],
  [
    'an unknown member of x-error',
    change('actor: The developer', 'actr: The developer'),
    /broken\.yaml:\d+: .*\/WA400\/x-error\/actr is unknown; did you mean actor\?/,
  ],
  [
    'an unknown kind',
    change('kind: balance', 'kind: balence'),
    /broken\.yaml:\d+: .*\/E110\/x-error\/kind is "balence"; did you mean balance\?/,
  ],
  [
    'an error that does not say whether it may have been accepted',
    change('                    mayHaveBeenAccepted: false\n', ''),
    /broken\.yaml:\d+: .*\/WA400\/x-error has no mayHaveBeenAccepted; it is true where/,
  ],
  [
    'an error without x-error',
    change(example, `                WA499: { value: { code: WA499, message: x } }\n${example}`),
    /broken\.yaml:\d+: .*\/WA499 is an error without x-error; add what it means/,
  ],
  [
    'a description beside x-error',
    change('summary: 400 Low balance\n', 'summary: 400 Low balance\n                  description: Twice.\n'),
    /broken\.yaml:\d+: .*\/E110\/description is made from x-error; say it in/,
  ],
  [
    'a word that x-sources does not have',
    change('x-source: assumption\n', 'x-source: assumtion\n'),
    /broken\.yaml:\d+: \/webhooks\/.*\/x-source names the source assumtion; did you mean assumption\?/,
  ],
  [
    'a statement without a source',
    change('                      action: *codes\n', ''),
    /broken\.yaml:\d+: .*\/WA400\/x-error\/x-source names no source for action/,
  ],
  [
    'two regions of one name',
    change('x-region: sg', 'x-region: in'),
    /broken\.yaml:\d+: \/servers\/1\/x-region is in like that of server 0; choose another name/,
  ],
  [
    'an unknown extension',
    change(
      'x-truncated-at: 255\n          example: marketing',
      'x-truncated: 255\n          example: marketing',
    ),
    /broken\.yaml:\d+: .*\/ref1\/x-truncated is unknown; did you mean x-truncated-at\?/,
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
