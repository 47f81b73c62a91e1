import { readFileSync } from 'node:fs'
import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf, operationsOf } from '@kaleyra-reactions/model/operations'
import { escapePointer } from '@kaleyra-reactions/model/pointer'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { validatorAt } from '../scripts/validation.ts'

const bundle = new URL('../dist/openapi.json', import.meta.url)
const document: OpenapiDocument = JSON.parse(readFileSync(bundle, 'utf8'))

test.each(Object.keys(document.components.schemas))(
  'the schema %s compiles: with one that does not, Prism stops validating without a word',
  (name) => {
    expect(() => validatorAt(document, `/components/schemas/${name}`)).not.toThrow()
  },
)

describe('the first response of a status is what a request without any preference gets:', () => {
  const kindOfFirst = (status: number) =>
    responseCasesOf(document).find((found) => found.status === status)?.error?.kind

  test('with 400 it is about the request, with 401 about the credentials', () => {
    expect([kindOfFirst(400), kindOfFirst(401)]).toEqual(['request', 'credentials'])
  })
})

test.each(operationsOf(document).flatMap(({ responses }) => Object.entries(responses)))(
  'the description of response %s lists its codes',
  (_, response) => {
    const codes = examplesOf(response).flatMap(({ example }) => textMember(example.value, 'code') ?? [])
    for (const code of codes) expect(response.description).toMatch(new RegExp(`[ :]${code}[,.]`))
  },
)

test('what Kaleyra sends is open, what is sent to Kaleyra is closed', () => {
  const isOpen = (name: string): unknown => member(document.components.schemas[name], 'additionalProperties')
  const sent = ['SendReactionRequest', 'MessagingObject', 'Reaction', 'ExtraInfo']
  expect(sent.map(isOpen)).toEqual(sent.map(() => false))
  const objects = Object.entries(document.components.schemas).filter(([, { type }]) => type === 'object')
  const received = objects.map(([name]) => name).filter((name) => !sent.includes(name))
  expect(received.length).toBeGreaterThan(10)
  expect(received.map(isOpen)).toEqual(received.map(() => true))
})

describe('by the strict document', () => {
  const strict: OpenapiDocument = parse(
    readFileSync(new URL('../dist/openapi.strict.yaml', import.meta.url), 'utf8'),
  )
  const cases = responseCasesOf(document)

  test.each(cases)('$name of $operationId is a response with its status', ({ operationId, status, body }) => {
    expect(validatorAt(strict, responseSchema(operationId, status))(body)).toEqual([])
  })

  test.each(cases)('$name of $operationId is none with another status', ({ operationId, status, body }) => {
    const own = cases.filter((other) => other.operationId === operationId)
    for (const other of new Set(own.map((found) => found.status))) {
      const problems = validatorAt(strict, responseSchema(operationId, other))(body)
      expect(problems.length > 0, `status ${other}`).toBe(other !== status)
    }
  })

  test.each(cases.filter(({ key }) => key !== undefined))(
    '$name of $operationId is none without its key',
    ({ operationId, status, body }) => {
      const check = validatorAt(strict, responseSchema(operationId, status))
      expect(check(Object.assign({}, body, { error: {} }))).not.toEqual([])
    },
  )

  test('an undocumented code is none, though the plain document takes it', () => {
    const body = { code: 'WA429', message: 'Slow down', data: [], error: { rate: 'Slow down' }, more: 1 }
    const place = responseSchema('sendReaction', 400)
    expect(validatorAt(strict, place)(body)).not.toEqual([])
    expect(validatorAt(document, place)(body)).toEqual([])
  })

  function responseSchema(operationId: string, status: number | undefined): string {
    const found = operationsOf(document).find((operation) => operation.operationId === operationId)
    const { path = '', method } = found ?? {}
    const place = `/paths/${escapePointer(path)}/${method}/responses/${status}`
    return `${place}/content/application~1json/schema`
  }
})

test('the bundle shows what is known of an error in the description of its example, once', () => {
  const responses = operationsOf(document).flatMap((operation) => Object.values(operation.responses))
  const bodies = callbacksOf(document).map(({ requestBody }) => requestBody)
  const errors = [...responses, ...bodies]
    .flatMap((content) => examplesOf(content))
    .flatMap(({ example }) => (example['x-error'] ? [{ example, error: example['x-error'] }] : []))
  expect(errors.length).toBeGreaterThan(10)
  for (const { example, error } of errors) {
    const { meaning, actor, action, retry, causes = [] } = error
    for (const text of [meaning, actor, action, retry.advice, ...causes])
      expect(example.description?.split(text), text).toHaveLength(2)
  }
})
