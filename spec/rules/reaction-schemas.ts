import {
  bodySchemaIn,
  isCallback,
  isReaction,
  objectOf,
  type Placed,
  requestBodyOf,
  responsesOf,
  schemasIn,
  type Tell,
  tellIn,
} from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** What no table of fields, no flag and no message tells. */
const unread = [
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'discriminator', 'contains', 'prefixItems'],
  ...['patternProperties', 'propertyNames', 'dependentSchemas', 'dependentRequired', 'unevaluatedProperties'],
]

/** The bodies of the reaction are plain fields: of what is none, the CLI and the tables would know nothing. */
export const reactionSchemas: Rule = () => {
  // Several responses share a schema.
  const told = new Set<string>()
  return {
    Operation: {
      enter(operation: unknown, context: Context) {
        if (!isReaction(operation) && !isCallback(context)) return
        const tell: Tell = (message, location) => {
          const key = location.pointer + message
          if (!told.has(key)) tellIn(context)(message, location)
          told.add(key)
        }
        for (const body of bodiesOf(operation, context)) check(bodySchemaIn(body, context), context, tell)
      },
    },
  }
}

function bodiesOf(operation: unknown, context: Context): Placed[] {
  const request = requestBodyOf(operation, context)
  return isCallback(context) ? [request] : [request, ...responsesOf(operation, context)]
}

function check(body: Placed, context: Context, tell: Tell): void {
  // A body without a schema has no case, which another rule tells.
  const isThere = Object.keys(body.node).length > 0
  if (isThere && Object.keys(objectOf(body.node['properties'])).length === 0)
    tell('The body must be an object with `properties`.', body.location)
  let id: string | undefined
  for (const { name, node, location, isRecursive } of schemasIn(body, context)) {
    for (const word of unread.filter((each) => each in node))
      tell(
        `The CLI and the docs do not read \`${word}\` here. Describe plain fields.`,
        location.child([word]),
      )
    if (isRecursive) tell('The schema contains itself. Limit its depth.', location)
    if (node['x-id'] !== true) continue
    if (id !== undefined)
      tell(
        `\`${id}\` is already marked as the id. Remove \`x-id\` from one of the two.`,
        location.child(['x-id']),
      )
    id ??= name
  }
}
