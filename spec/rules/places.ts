import type { Context, Location } from './redocly.ts'

/** A value with its place, references followed. */
export interface Placed {
  name: string
  node: Record<string, unknown>
  location: Location
}

/** A named example of a response. */
export interface PlacedResponse extends Placed {
  /** As the document writes it: `400`, `4XX`. */
  status: string
}

/** The operation that the products are made for; another one is left to the stock tools. */
export function isReaction(operation: unknown): boolean {
  return objectOf(operation)['operationId'] === 'sendReaction'
}

/** Tells whether an operation is one of Kaleyra's callbacks. */
export function isCallback({ location }: Context): boolean {
  return location.pointer.startsWith('#/webhooks/')
}

/** The responses of an operation by their statuses. */
export function responsesOf(operation: unknown, context: Context): Placed[] {
  return membersOf(placed(operation, context), ['responses'], context)
}

/** The named examples of the responses of an operation. */
export function responseExamplesOf(operation: unknown, context: Context): PlacedResponse[] {
  return responsesOf(operation, context).flatMap((response) =>
    examplesIn(response, context).map((example) => ({ ...example, status: response.name })),
  )
}

/** The named examples of the request body of an operation. */
export function requestExamplesOf(operation: unknown, context: Context): Placed[] {
  return examplesIn(requestBodyOf(operation, context), context)
}

/** The request body of an operation; an object without members where it has none. */
export function requestBodyOf(operation: unknown, context: Context): Placed {
  return inside(placed(operation, context), ['requestBody'], context)
}

function examplesIn(body: Placed, context: Context): Placed[] {
  return membersOf(body, ['content', 'application/json', 'examples'], context)
}

function placed(node: unknown, { location }: Context): Placed {
  return { name: '', node: objectOf(node), location }
}

/** The members of what has this place inside a node, references followed. */
function membersOf(parent: Placed, names: readonly string[], context: Context): Placed[] {
  const { node } = inside(parent, names, context)
  return Object.keys(node).map((name) => inside(parent, [...names, name], context))
}

/** What has this place inside a node, its reference followed; an object without members where there is none. */
function inside({ node, location }: Placed, names: readonly string[], { resolve }: Context): Placed {
  const name = names.at(-1) ?? ''
  const given = objectOf(names.reduce<unknown>((parent, each) => objectOf(parent)[each], node))
  const place = location.child(names)
  if (typeof given['$ref'] !== 'string') return { name, node: given, location: place }
  const target = resolve(given, place.source.absoluteRef)
  return { name, node: objectOf(target.node), location: target.location ?? place }
}

/** A schema of a body. */
export interface PlacedSchema extends Placed {
  /** Whether it stands inside of itself. Nothing inside of it is listed then. */
  isRecursive: boolean
}

/** A schema with those inside of it, references followed. */
export function schemasIn(parent: Placed, context: Context, trail: readonly string[] = []): PlacedSchema[] {
  const { node, location } = parent
  const schema = { ...parent, isRecursive: trail.includes(location.pointer) }
  if (schema.isRecursive) return [schema]
  const places = [
    ...Object.keys(objectOf(node['properties'])).map((name) => ['properties', name]),
    ...['items', 'additionalProperties'].filter((name) => isObject(node[name])).map((name) => [name]),
  ]
  const trailInside = [...trail, location.pointer]
  const schemas = places.flatMap((names) => schemasIn(inside(parent, names, context), context, trailInside))
  return [schema, ...schemas]
}

/** The schema of the JSON body of a request or a response. */
export function bodySchemaIn(body: Placed, context: Context): Placed {
  return inside(body, ['content', 'application/json', 'schema'], context)
}

/** Tells a problem whose place is the name of a member. */
export type Tell = (message: string, location: Location) => void

/** Reports problems to Redocly. */
export function tellIn({ report }: Context): Tell {
  return (message, location) => report({ message, location: location.key() })
}

/** The value where it is an object, else an object without members: what Redocly's `struct` has told already is no news. */
export function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts of a list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
