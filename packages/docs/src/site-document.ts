import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { callbacksOf, operationsOf, type PlacedOperation } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** The document with the parts that only the site shows. The templates read more of it, by name. */
export interface SiteDocument extends OpenapiDocument {
  info: { title: string; version: string; summary: string; description: string; 'x-docs-url'?: string }
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
