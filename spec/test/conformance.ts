import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { Example, OpenapiDocument, Provenance, Schema } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf, operationsOf } from '@kaleyra-reactions/model/operations'
import { escapePointer, valueAt } from '@kaleyra-reactions/model/pointer'
import type { FactName } from './kaleyra-facts.ts'
import { statements } from './kaleyra-page.ts'

/** The closed sets of Kaleyra's page, as a document has them. */
export function factsIn(document: OpenapiDocument): Record<FactName, unknown> {
  const operations = operationsOf(document)
  const bodies = operations.map(({ requestBody }) => requestBody)
  const fields = bodies.flatMap((body) => fieldsOf(body?.content?.['application/json']?.schema, document))
  const withMember = (name: string) =>
    Object.fromEntries(
      fields.flatMap(({ path, schema }) =>
        Object.hasOwn(schema, name) ? [[path, member(schema, name)]] : [],
      ),
    )
  return {
    operations: operations.map(({ method, path }) => `${method} ${path}`),
    servers: Object.fromEntries(
      (document.servers ?? []).map(({ url, description, 'x-region': region }) => [
        region,
        `${url}, ${description}`,
      ]),
    ),
    security: Object.fromEntries(
      Object.values(document.components.securitySchemes ?? {}).map(({ name, in: place }) => [name, place]),
    ),
    parameters: Object.fromEntries(
      operations
        .flatMap(({ parameters }) => parameters)
        .map(({ name, in: place, schema, required }) => [
          name,
          `${place}, ${schema?.type}, ${required ? 'mandatory' : 'optional'}`,
        ]),
    ),
    'media types': [...new Set(bodies.flatMap((body) => Object.keys(body?.content ?? {})))],
    fields: Object.fromEntries(
      fields.map(({ path, schema, isRequired }) => [
        path,
        `${schema.type}, ${isRequired ? 'mandatory' : 'optional'}`,
      ]),
    ),
    'allowed values': withMember('enum'),
    defaults: withMember('default'),
    limits: withMember('x-truncated-at'),
    'known values': withMember('x-extensible-enum'),
    examples: withMember('example'),
    'sample requests': bodies.flatMap((body) =>
      examplesOf(body).flatMap(({ example }) => (isOnPage(example) ? [example.value] : [])),
    ),
    'printed responses': Object.fromEntries(
      responseCasesOf(document)
        .filter(({ error }) => error === undefined || pageStatementsOf(error['x-source']).length > 0)
        .map(({ name, status, title, body }) => [name, { status, title, body }]),
    ),
    'causes of 131009': callbacksOf(document)
      .flatMap(({ requestBody }) => examplesOf(requestBody))
      .find(({ example }) => example['x-error']?.code === '131009')?.example['x-error']?.causes?.length,
  }
}

/** The statements of Kaleyra's page that a document does not make. */
export function missingStatementsIn(document: OpenapiDocument): string[] {
  return statements.flatMap(({ row, at, says }) => {
    const text = String(valueAt(document, at)).replaceAll(/\s+/g, ' ')
    const places = says.map((words) => text.indexOf(words))
    const isInOrder = places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0))
    return isInOrder ? [] : [row]
  })
}

/** The places whose source is said to be Kaleyra's page, and that no statement in its inventory is about. */
export function unprovenPageSources(document: OpenapiDocument): string[] {
  const claimed = claimsIn(document, '')
  return claimed.filter((place) => !statements.some(({ at }) => at === place || at.startsWith(`${place}/`)))
}

/** A field of a request with its path. */
interface Field {
  path: string
  schema: Schema
  isRequired: boolean
}

function fieldsOf(given: Schema | undefined, document: OpenapiDocument, prefix = ''): Field[] {
  const { properties = {}, required = [] } = resolved(given, document)
  return Object.entries(properties).flatMap(([name, property]) => {
    const schema = resolved(property, document)
    const path = prefix + name
    return [{ path, schema, isRequired: required.includes(name) }, ...fieldsOf(schema, document, `${path}.`)]
  })
}

function resolved(schema: Schema | undefined, document: OpenapiDocument): Schema {
  const name = schema?.$ref?.split('/').at(-1)
  return (name === undefined ? schema : document.components.schemas[name]) ?? {}
}

function isOnPage({ 'x-source': source }: Example): boolean {
  return source === undefined || source === 'page'
}

/** The places whose source is the page: the description of an entry with that source, or the statement of an error. */
function claimsIn(node: unknown, pointer: string): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, child]) => {
    const place = `${pointer}/${escapePointer(name)}`
    if (name !== 'x-source') return claimsIn(child, place)
    const isError = pointer.endsWith('/x-error')
    return pageStatementsOf(child).map((statement) =>
      isError && statement !== undefined ? `${pointer}/${statement}` : `${pointer}/description`,
    )
  })
}

/** The statements of an entry whose source is the page; `undefined` stands for the whole entry. */
function pageStatementsOf(provenance: Provenance = {}): (string | undefined)[] {
  if (typeof provenance === 'string') return provenance === 'page' ? [undefined] : []
  return [...(provenance['page'] ?? [])]
}
