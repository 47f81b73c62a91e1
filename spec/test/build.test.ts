import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { modelOf } from '@kaleyra-reactions/model/model'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Document, parse } from 'yaml'

const specFolder = join(import.meta.dirname, '..')
const text = readFileSync(join(specFolder, 'openapi.yaml'), 'utf8')
const bundled: OpenapiDocument = JSON.parse(readFileSync(join(specFolder, 'dist/openapi.json'), 'utf8'))
const scratch = mkdtempSync(join(specFolder, 'node_modules/build-test-'))
beforeAll(() => {
  cpSync(join(specFolder, 'dist'), join(scratch, 'dist'), { recursive: true })
})
afterAll(() => rmSync(scratch, { recursive: true }))

const [operation] = modelOf(bundled).operations
const [error] = modelOf(bundled).errorCases
if (operation === undefined || error === undefined) throw new Error('The document has no error')
const place = ['paths', operation.path, operation.method]
/** A response of the test's own: what the document has may stand behind references. */
const response = [...place, 'responses', '409']
const example = [...response, 'content', 'application/json', 'examples', 'DR409']

/** The document with one error more, and with an edit of its tree. */
function edited(edit: (document: Document) => void): string {
  // Without aliases: an edit may take away what one refers to.
  const document = new Document(parse(text), { aliasDuplicateObjects: false })
  document.setIn(response, document.createNode(conflict()))
  edit(document)
  return document.toString({ lineWidth: 0 })
}

function conflict(): object {
  const { code: _, ...facts } = { ...error?.error, mayHaveBeenAccepted: false, unknown: undefined }
  const value = { code: 'DR409', message: 'Drilled', data: {}, error: { drill: 'Drilled' } }
  const examples = { DR409: { summary: '409 Drilled', 'x-error': facts, value } }
  const schema = { $ref: `#/components/schemas/${errorSchema}` }
  return { description: 'Drilled', content: { 'application/json': { schema, examples } } }
}

/** The schema of the errors. */
const errorSchema = operation.responses.find(({ status }) => status >= 400)?.type.name

test.each([
  ['a YAML error', `openapi: 3.1.0\n\t- x: [\n${text}`, /broken\.yaml\\?" \(2:1\)/],
  [
    'a dangling reference',
    edited((document) =>
      document.setIn([...place, 'requestBody'], { $ref: '#/components/requestBodies/None' }),
    ),
    /broken\.yaml:\d+[\s\S]*resolve/i,
  ],
  [
    'an example that contradicts its schema',
    edited((document) => document.setIn([...example, 'value', 'code'], 110)),
    /broken\.yaml:\d+[\s\S]*string/,
  ],
  [
    'a pattern that does not compile',
    edited((document) =>
      document.setIn(
        [...place, 'parameters'],
        [
          {
            name: 'tag',
            in: 'query',
            description: 'A tag.',
            schema: { type: 'string', pattern: '^[a-z\\_]+$' },
          },
        ],
      ),
    ),
    /broken\.yaml:\d+: \/paths\/[\s\S]*parameters\/0\/schema[\s\S]*Invalid regular expression/,
  ],
  [
    'an unknown member of an extension',
    edited((document) => document.setIn([...example, 'x-error', 'actr'], 'Nobody')),
    /broken\.yaml:\d+: .*\/DR409\/x-error\/actr is unknown; did you mean actor\?/,
  ],
  [
    'what no product understands',
    edited((document) => document.setIn([...place, 'responses', '204'], { description: 'Done' })),
    /broken\.yaml:\d+: \/paths\/.*\/responses\/204 has no content; only responses with a JSON body/,
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
  expect(readdirSync(scratch).sort()).toEqual(['broken.yaml', 'dist'])
})

test('the line of a problem behind a reference is the line of what the reference names', async () => {
  const document = join(scratch, 'broken.yaml')
  const moved = edited((tree) => {
    const refused = ['components', 'responses', 'Refused']
    tree.setIn(refused, tree.getIn(response))
    tree.setIn(response, { $ref: '#/components/responses/Refused' })
    tree.deleteIn([...refused, 'content', 'application/json', 'examples', 'DR409', 'x-error', 'kind'])
  })
  writeFileSync(document, moved)
  const script = join(specFolder, 'scripts/build.ts')
  const { stdout, stderr } = await runProgram(process.execPath, [script, document, join(scratch, 'dist')], {
    cwd: specFolder,
  })
  const told = /broken\.yaml:(?<line>\d+): .*x-error has no kind; add it/.exec(stdout + stderr)
  const lines = moved.split('\n')
  expect(lines[Number(told?.groups?.['line']) - 1]).toMatch(/^ +meaning:/)
  expect(lines.indexOf('  responses:')).toBeLessThan(Number(told?.groups?.['line']))
})

function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  return Object.fromEntries(files)
}
