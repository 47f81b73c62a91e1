import { type OpenapiDocument, operationsOf } from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** What is read of the document beyond its cases; the templates reach the rest. */
export interface SiteDocument extends OpenapiDocument {
  info: { title: string; summary: string; description: string; 'x-docs-url'?: string }
  externalDocs: { description: string; url: string }
  'x-sources': Record<string, string>
  tags: { name: string; description: string }[]
}

/** An operation with its path and method. */
export type PlacedOperation = ReturnType<typeof operationsOf>[number]

/** The bundled document. */
export const document: SiteDocument = bundled

/** The address of the published site, ending in a slash; `undefined` until the document names it. */
export const siteUrl: string | undefined = document.info['x-docs-url']

/** The operations that are called. */
export const calls: PlacedOperation[] = operationsOf(document)

/** The operations that the vendor calls, those of the document's webhooks. */
export const callbacks: PlacedOperation[] = operationsOf({ ...document, paths: document.webhooks ?? {} })
