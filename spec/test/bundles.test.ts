import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { callbacksOf, examplesOf, sendingOf } from '@kaleyra-reactions/model/operations'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { bundlesOf } from '../scripts/bundles.ts'
import { withoutReferences } from '../scripts/references.ts'

const document: OpenapiDocument = parse(readFileSync(join(import.meta.dirname, '../openapi.yaml'), 'utf8'))
const samples = join(import.meta.dirname, '../samples')
const { bundle } = bundlesOf(document, samples)

test('only schemas are named by reference, whatever the document refers to', () => {
  const moved = withoutReferences(document)
  const item = Object.values(moved.paths).find(({ post }) => post?.operationId === 'sendReaction')
  if (item?.post === undefined) throw new Error('The document has no operation')
  const { post, parameters } = item
  Object.assign(moved.components, {
    responses: { Failed: post.responses['500'] },
    requestBodies: { Sent: { $ref: '#/components/requestBodies/Body' }, Body: post.requestBody },
    parameters: { 'a/b': parameters?.[0] },
  })
  post.responses['500'] = referenceTo('responses/Failed')
  post.requestBody = referenceTo('requestBodies/Sent')
  Object.assign(parameters ?? [], { 0: referenceTo('parameters/a~1b') })
  expect(bundlesOf(moved, samples).bundle).toEqual(bundle)
  expect(JSON.stringify(bundle)).not.toMatch(/"\$ref":"(?!#\/components\/schemas\/)/)
})

test('a response whose examples have no code keeps its schema for validators', () => {
  const changed = withoutReferences(document)
  const response = sendingOf(changed).responses['500']
  for (const { example } of examplesOf(response)) example.value = { message: 'Any' }
  expect(schemaOf500(bundlesOf(changed, samples).strict)).toEqual(schemaOf500(bundle))
  expect(schemaOf500(bundlesOf(document, samples).strict)).not.toEqual(schemaOf500(bundle))
})

function schemaOf500(given: OpenapiDocument) {
  return sendingOf(given).responses['500']?.content?.['application/json']?.schema
}

test('a failure without a value has the callback of the first one, with its own code and title', () => {
  const written = failuresIn(document)
  const open = written.filter(({ example }) => example.value === undefined)
  expect(open.length).toBeGreaterThan(3)
  const [first] = failuresIn(bundle)
  for (const { name, example } of open) {
    const { code = '', title } = example['x-error'] ?? {}
    const made = failuresIn(bundle).find((other) => other.name === name)?.example
    const text = JSON.stringify(made?.value)
    expect(text).toContain(`"errors":[{"code":${code},"title":"${title}","message":"${title}"}]`)
    expect(text.replace(/"errors":\[.*?\}\]/, '')).toBe(
      JSON.stringify(first?.example.value).replace(/"errors":\[.*?\}\]/, ''),
    )
    expect(made?.['x-source']).toBe(first?.example['x-source'])
  }
})

function failuresIn(given: OpenapiDocument) {
  return callbacksOf(given)
    .flatMap(({ requestBody }) => examplesOf(requestBody))
    .filter(({ example }) => example['x-error'] !== undefined)
}

/** A reference, in a place where the types of the document know only what it refers to. */
function referenceTo(place: string) {
  const reference: object = { $ref: `#/components/${place}` }
  return Object.assign({}, reference)
}
