import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { examplesOf, operationOf } from '@kaleyra-reactions/model/operations'
import { sourceLinesOf } from '@kaleyra-reactions/model/sources'
import { scopeInWords } from '@kaleyra-reactions/model/wording'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { run } from './run.ts'

const document: OpenapiDocument = bundled
const cases = errorCasesOf(document)
const explain = (word: string[] = [], input?: string) => run(['explain', ...word], {}, input)

test('shows both cases of a shared code', async () => {
  const { stdout } = await explain(['wa-401'])
  expect(stdout).toContain('WA-401-account')
  expect(stdout).toContain('WA-401-version')
})

test.each(cases)('tells of $name what the document knows', async ({ name, meaning, error }) => {
  const { stdout, code } = await explain([name])
  const facts = [
    meaning,
    error.actor,
    error.action,
    error.retry.advice,
    scopeInWords(error.scope),
    ...(error.note === undefined ? [] : [error.note]),
    ...sourceLinesOf(error['x-source'], document['x-sources'] ?? {}),
    ...(error.causes ?? []),
  ]
  for (const fact of facts) expect(stdout).toContain(fact.replaceAll(/\s*\n\s*/g, ' '))
  expect(code).toBe(0)
})

test('without argument lists every case', async () => {
  const { stdout } = await explain()
  for (const { name, title } of cases) {
    const line = stdout.split('\n').find((each) => each.startsWith(`${name} `))
    expect(line).toContain(title)
  }
})

test.each(cases)('finds $name in its raw body', async ({ name, body }) => {
  const { stdout } = await explain(
    ['-', '--json'],
    `HTTP/1.1 400 Bad Request\r\nnel: {"max_age":1}\r\n\r\n${JSON.stringify(body, null, 2)}\n`,
  )
  expect(JSON.parse(stdout).cases).toContainEqual(expect.objectContaining({ case: name }))
})

test.each([
  ['text', 'hello', /holds no JSON/],
  ['another body', '{"code":"E999","error":{}}', /does not know this body/],
  [
    'an accepted call',
    JSON.stringify(examplesOf(operationOf(document, 'sendReaction').responses['202'])[0]?.example.value),
    /does not know this body/,
  ],
])('%s on standard input is one sentence and exit 2', async (_, input, message) => {
  const { stdout, stderr, code } = await explain(['-'], input)
  expect([stdout, code]).toEqual(['', 2])
  expect(stderr).toMatch(message)
})

test.each([...new Set(cases.flatMap(({ status }) => status ?? []))])(
  'shows all cases of the HTTP status %i',
  async (status) => {
    const { stdout, code } = await explain([String(status), '--json'])
    const names = JSON.parse(stdout).cases.map((each: { case: string }) => each.case)
    expect(names).toEqual(cases.filter((each) => each.status === status).map(({ name }) => name))
    expect(code).toBe(0)
  },
)

test('names the known statuses for one that no error has', async () => {
  const { stderr, code } = await explain(['418'])
  expect(stderr).toMatch(/^error: No documented error has the HTTP status 418; known: 400, /)
  expect(code).toBe(2)
})

test.each([
  ['E-110', 'E110'],
  ['wa_401', 'WA401 or WA-401'],
  ['WA 401', 'WA401 or WA-401'],
  ['WA–500', 'WA500'],
  ['131-009', '131009'],
])('suggests for %s what differs in its hyphen only', async (word, suggestion) => {
  expect(await explain([word])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`did you mean ${suggestion}?`),
  })
})

test('suggests the nearest word, or lists the known ones', async () => {
  expect(await explain(['E111'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean E110?'),
  })
  const { stderr } = await explain(['something-else-entirely'])
  for (const { name } of cases) expect(stderr).toContain(name)
})
