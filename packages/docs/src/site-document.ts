import clientPackage from '@kaleyra-reactions/client/package.json' with { type: 'json' }
import { casesOf } from '@kaleyra-reactions/model/cases'
import type { Example, OpenapiDocument, Provenance, Schema } from '@kaleyra-reactions/model/document'
import { member, textMember } from '@kaleyra-reactions/model/member'
import {
  callbacksOf,
  examplesOf,
  operationOf,
  operationsOf,
  type PlacedOperation,
} from '@kaleyra-reactions/model/operations'
import { type DescribedSource, describedSourcesOf } from '@kaleyra-reactions/model/sources'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** The document with the parts that only the site shows. The templates read more of it, by name. */
export interface SiteDocument extends OpenapiDocument {
  info: { title: string; summary: string; version: string; description: string; 'x-docs-url'?: string }
  externalDocs: { description: string; url: string }
  'x-sources': Record<string, string>
  tags: { name: string; description: string }[]
}

/** The bundled document. */
export const document: SiteDocument = bundled

/** The address of the published site, ending in a slash; `undefined` until the document names it. */
export const siteUrl: string | undefined = document.info['x-docs-url']

/** The operations that a client calls. */
export const calls: PlacedOperation[] = operationsOf(document)

/** The operations that Kaleyra calls, those of the document's webhooks. */
export const callbacks: PlacedOperation[] = callbacksOf(document)

/** The operation that everything here is about. */
export const sending: PlacedOperation = operationOf(document, 'sendReaction')

/** The status of an accepted call. */
export const acceptedStatus: number | undefined = casesOf(document).find(
  ({ operationId, error }) => operationId === sending.operationId && error === undefined,
)?.status

/** A server of Kaleyra's, as people look for it. */
export interface Region {
  /** The word by which client and CLI choose it. */
  code: string
  /** The name of the country or union that its code stands for. */
  place: string
  /** Kaleyra's name for it. */
  name: string
  domain: string
}

const placeNames = new Intl.DisplayNames(['en'], { type: 'region' })

/** The servers of the document. */
export const regions: Region[] = (document.servers ?? []).map(
  ({ url, description = '', 'x-region': code = '' }) => ({
    code,
    place: /^[a-z]{2}$/.test(code) ? (placeNames.of(code.toUpperCase()) ?? code) : code,
    name: description,
    domain: new URL(url).host,
  }),
)

/** The outcomes of a reaction that a callback reports. */
export const outcomes: readonly string[] =
  document.components.schemas['StatusCallback']?.properties?.['status']?.['x-extensible-enum'] ?? []

/** The address of the repository and of its issues, once the manifest of the client names them. */
export const repository: { home: string; issues: string } | undefined = repositoryOf(clientPackage)

/** The repository that a manifest names; npm writes its address with `git+` before and `.git` behind it. */
export function repositoryOf(manifest: unknown): { home: string; issues: string } | undefined {
  const given = textMember(member(manifest, 'repository'), 'url') ?? textMember(manifest, 'repository')
  if (given === undefined) return undefined
  const home = given.replace(/^git\+/, '').replace(/\.git$/, '')
  return { home, issues: textMember(member(manifest, 'bugs'), 'url') ?? `${home}/issues` }
}

/** A schema, where it stands for one of the components. */
export function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : (document.components.schemas[name] ?? {})
}

/** The schema of the body of an operation. */
export function bodySchemaOf({ requestBody }: PlacedOperation): Schema {
  return requestBody?.content?.['application/json']?.schema ?? {}
}

/** The named example of a callback. */
export function callbackExampleOf(operationId: string, name: string): Example | undefined {
  const callback = callbacks.find((operation) => operation.operationId === operationId)
  return examplesOf(callback?.requestBody).find((example) => example.name === name)?.example
}

/** The sources of a statement, each with its address; Kaleyra's page has the address that the document names. */
export function sourcesIn(provenance: Provenance | undefined): DescribedSource[] {
  return describedSourcesOf(provenance, document['x-sources']).map(({ url, what, of }) => ({
    of,
    what,
    url: url ?? (what === document['x-sources']['page'] ? document.externalDocs.url : undefined),
  }))
}
