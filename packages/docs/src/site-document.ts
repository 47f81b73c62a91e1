import clientPackage from '@kaleyra-reactions/client/package.json' with { type: 'json' }
import type { Example, OpenapiDocument, Provenance } from '@kaleyra-reactions/model/document'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import { type DescribedSource, describedSourcesOf } from '@kaleyra-reactions/model/sources'
import { fieldsOf } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** The bundled document. Only Redoc gets it; everything else reads the model. */
export const document: OpenapiDocument = bundled

/** What the site knows of the API. */
export const model: Model = modelOf(document)

/** The address of the published site, ending in a slash; `undefined` until the document names it. */
export const siteUrl: string | undefined = model.docsUrl

/** The operations that a client calls. */
export const calls: readonly Operation[] = model.operations

/** The operations that Kaleyra calls, those of the document's webhooks. */
export const callbacks: readonly Operation[] = model.callbacks

/** The operation that everything here is about. */
export const sending: Operation = operationOf('sendReaction')

/** @throws when the document has no operation with this id. */
export function operationOf(operationId: string): Operation {
  const found = calls.find((operation) => operation.operationId === operationId)
  if (found === undefined) throw new Error(`The document has no operation ${operationId}`)
  return found
}

/** The status of an accepted call. */
export const acceptedStatus: number | undefined = model.cases.find(
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
export const regions: Region[] = model.servers.map(({ region: code, url, description }) => ({
  code,
  place: /^[a-z]{2}$/.test(code) ? (placeNames.of(code.toUpperCase()) ?? code) : code,
  name: description,
  domain: new URL(url).host,
}))

/** The outcomes of a reaction that a callback reports: the known values of its status. */
export const outcomes: readonly string[] = outcomesOf()

function outcomesOf(): readonly string[] {
  const failure = model.cases.find(({ channel }) => channel === 'callback')
  const { body } = callbacks.find(({ operationId }) => operationId === failure?.operationId) ?? {}
  const fields = body === undefined ? [] : fieldsOf(body.type)
  const status = fields.find(({ name }) => name === 'status')?.type
  return (status?.kind === 'string' && status.knownValues) || []
}

/** The address of the repository and of its issues, once the manifest of the client names them. */
export const repository: { home: string; issues: string } | undefined = repositoryOf(clientPackage)

/** The repository that a manifest names; npm writes its address with `git+` before and `.git` behind it. */
export function repositoryOf(manifest: unknown): { home: string; issues: string } | undefined {
  const given = textMember(member(manifest, 'repository'), 'url') ?? textMember(manifest, 'repository')
  if (given === undefined) return undefined
  const home = given.replace(/^git\+/, '').replace(/\.git$/, '')
  return { home, issues: textMember(member(manifest, 'bugs'), 'url') ?? `${home}/issues` }
}

/** The named example of a callback. */
export function callbackExampleOf(operationId: string, name: string): Example | undefined {
  const callback = callbacks.find((operation) => operation.operationId === operationId)
  return callback?.body?.samples.find((sample) => sample.name === name)?.example
}

/** The sources of an entry, each with its address. */
export function sourcesIn(provenance: Provenance | undefined): DescribedSource[] {
  return describedSourcesOf(provenance, model.sources)
}
