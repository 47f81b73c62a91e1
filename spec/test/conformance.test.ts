import { readFileSync } from 'node:fs'
import type { OpenapiDocument, Provenance } from '@kaleyra-reactions/model/document'
import { operationsOf } from '@kaleyra-reactions/model/operations'
import { valueAt } from '@kaleyra-reactions/model/pointer'
import { expect, test } from 'vitest'
import { factsIn, missingStatementsIn, unprovenPageSources } from './conformance.ts'
import { facts } from './kaleyra-facts.ts'
import { statements } from './kaleyra-page.ts'

const document: OpenapiDocument = JSON.parse(
  readFileSync(new URL('../dist/openapi.json', import.meta.url), 'utf8'),
)
const found = factsIn(document)

test.each(Object.entries(facts))(
  "the %s are those of Kaleyra's page, no more and no less",
  (name, expected) => {
    expect(found).toHaveProperty([name], expected)
  },
)

test.each(statements)("the document says what Kaleyra's page says: $row", ({ row }) => {
  expect(missingStatementsIn(document)).not.toContain(row)
})

test("nothing is said to be on Kaleyra's page that is not in its inventory", () => {
  expect(unprovenPageSources(document)).toEqual([])
})

test('a claim about the page is unproven without a statement of the page', () => {
  const message = '/components/schemas/ErrorResponse/properties/message'
  expect(unprovenPageSources(documentWith(message, 'page'))).toEqual([`${message}/description`])
  const error =
    '/webhooks/status-update/post/requestBody/content/application~1json/examples/failed-131009/x-error'
  expect(unprovenPageSources(documentWith(error, { page: ['retry'] }))).toEqual([`${error}/retry`])
})

test('the first paragraph of a description is one short sentence', () => {
  const fields = Object.values(document.components.schemas).flatMap(({ properties = {} }) =>
    Object.values(properties),
  )
  const described = [...fields, ...operationsOf(document).flatMap(({ parameters }) => parameters)]
  const first = described.flatMap(({ description }) => description?.split('\n\n')[0] ?? [])
  expect(first.length).toBeGreaterThan(20)
  for (const text of first) expect(text.length, text).toBeLessThanOrEqual(120)
})

/** A copy of the document with another source at a place. */
function documentWith(place: string, source: Provenance): OpenapiDocument {
  const copy = structuredClone(document)
  const entry = valueAt(copy, place)
  if (!(entry instanceof Object)) throw new Error(`There is nothing at ${place}`)
  Object.assign(entry, { 'x-source': source })
  return copy
}
