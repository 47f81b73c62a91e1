import type { PlacedOperation } from '@kaleyra-reactions/model/operations'

/** The page of the reference, from the root of the site. */
export const referencePage = 'reference/index.html'

/** The route that Redoc gives an operation: its tag and its id. */
export function routeOf({ tags = [], operationId }: PlacedOperation): string {
  return [tags[0] ?? '', operationId]
    .map((part) => part.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))
    .join('/')
}

/** Where the reference shows an operation. */
export function operationLink(operation: PlacedOperation): string {
  return `${referencePage}#/${routeOf(operation)}`
}

/** Where the reference shows a named example: of a response that has a status, else of the request body. */
export function exampleLink(
  operation: PlacedOperation,
  { name, status }: { name: string; status: number | undefined },
): string {
  const body = status === undefined ? 'request/body' : `responses&c=${status}`
  return `${operationLink(operation)}#${routeOf(operation)}/${body}&ex=${name.toLowerCase()}`
}

/** Where the reference shows a field of a request body. */
export function fieldLink(operation: PlacedOperation, path: string): string {
  const place = path.replaceAll('.', '/').toLowerCase()
  return `${operationLink(operation)}#${routeOf(operation)}/t=request&path=${place}`
}
