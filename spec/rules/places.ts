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
  return membersOf(operation, ['responses'], context.location, context)
}

/** The named examples of the responses of an operation. */
export function responseExamplesOf(operation: unknown, context: Context): PlacedResponse[] {
  return responsesOf(operation, context).flatMap(({ name: status, node, location }) =>
    examplesIn(node, location, context).map((example) => ({ ...example, status })),
  )
}

/** The named examples of the request body of an operation. */
export function requestExamplesOf(operation: unknown, context: Context): Placed[] {
  const { node, location } = requestBodyOf(operation, context)
  return examplesIn(node, location, context)
}

/** The request body of an operation; an object without members where it has none. */
export function requestBodyOf(operation: unknown, context: Context): Placed {
  const names = ['requestBody']
  return followed('requestBody', objectOf(operation)['requestBody'], context.location.child(names), context)
}

function examplesIn(node: unknown, location: Location, context: Context): Placed[] {
  return membersOf(node, ['content', 'application/json', 'examples'], location, context)
}

/** The members of an object inside of a node, references followed. */
function membersOf(node: unknown, names: readonly string[], location: Location, context: Context): Placed[] {
  const inner = names.reduce<unknown>((parent, name) => objectOf(parent)[name], node)
  return Object.entries(objectOf(inner)).map(([name, member]) =>
    followed(name, member, location.child([...names, name]), context),
  )
}

function followed(name: string, node: unknown, location: Location, { resolve }: Context): Placed {
  const given = objectOf(node)
  if (typeof given['$ref'] !== 'string') return { name, node: given, location }
  const target = resolve(given, location.source.absoluteRef)
  return { name, node: objectOf(target.node), location: target.location ?? location }
}

/** A schema of a body. */
export interface PlacedSchema extends Placed {
  /** Whether it stands inside of itself. Nothing inside of it is listed then. */
  isRecursive: boolean
}

/** A schema with those inside of it, references followed. */
export function schemasIn(placed: Placed, context: Context, trail: readonly string[] = []): PlacedSchema[] {
  const { node, location } = placed
  const schema = { ...placed, isRecursive: trail.includes(location.pointer) }
  if (schema.isRecursive) return [schema]
  const inside = [
    ...Object.keys(objectOf(node['properties'])).map((name) => ['properties', name]),
    ...['items', 'additionalProperties'].filter((name) => isObject(node[name])).map((name) => [name]),
  ].flatMap((names) => {
    const child = names.reduce<unknown>((parent, name) => objectOf(parent)[name], node)
    const inner = followed(names.at(-1) ?? '', child, location.child(names), context)
    return schemasIn(inner, context, [...trail, location.pointer])
  })
  return [schema, ...inside]
}

/** The schema of the JSON body of a request or a response. */
export function bodySchemaIn({ node, location }: Placed, context: Context): Placed {
  const names = ['content', 'application/json', 'schema']
  const schema = names.reduce<unknown>((parent, name) => objectOf(parent)[name], node)
  return followed('schema', schema, location.child(names), context)
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
