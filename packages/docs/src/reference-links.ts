import type { Operation } from '@kaleyra-reactions/model/model'

/** The page of the reference, from the root of the site. */
export const referencePage = 'reference/index.html'

/** The route that Redoc gives an operation: its tag and its id. */
export function routeOf({ tag, operationId }: Operation): string {
  return [tag, operationId].map((part) => part.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')).join('/')
}

/** Where the reference shows an operation. */
export function operationLink(operation: Operation): string {
  return `${referencePage}#/${routeOf(operation)}`
}

/** Where the reference shows a named example: of a response that has a status, else of the request body. */
export function exampleLink(
  operation: Operation,
  { name, status }: { name: string; status: number | undefined },
): string {
  const body = status === undefined ? 'request/body' : `responses&c=${status}`
  return `${operationLink(operation)}#${routeOf(operation)}/${body}&ex=${name.toLowerCase()}`
}

/** Where the reference shows a field of a request body. */
export function fieldLink(operation: Operation, path: string): string {
  const place = path.replaceAll('.', '/').toLowerCase()
  return `${operationLink(operation)}#${routeOf(operation)}/t=request&path=${place}`
}
