import {
  bodySchemaIn,
  isCallback,
  isReaction,
  objectOf,
  type Placed,
  requestBodyOf,
  responsesOf,
  schemasIn,
} from './places.ts'
import type { Context, Location, Rule } from './redocly.ts'

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
        for (const body of bodiesOf(operation, context)) {
          for (const { message, location } of problemsOf(bodySchemaIn(body, context), context)) {
            const key = location.pointer + message
            if (!told.has(key)) context.report({ message, location: location.key() })
            told.add(key)
          }
        }
      },
    },
  }
}

function bodiesOf(operation: unknown, context: Context): Placed[] {
  const request = requestBodyOf(operation, context)
  return isCallback(context) ? [request] : [request, ...responsesOf(operation, context)]
}

/** A problem whose place is the name of a member. */
interface SchemaProblem {
  message: string
  location: Location
}

function problemsOf(body: Placed, context: Context): SchemaProblem[] {
  const schemas = schemasIn(body, context)
  const foreign = schemas.flatMap(({ node, location }) =>
    unread
      .filter((name) => name in node)
      .map((name) =>
        problem(
          `The CLI and the docs do not read \`${name}\` here. Describe plain fields.`,
          location.child([name]),
        ),
      ),
  )
  const recursive = schemas
    .filter(({ isRecursive }) => isRecursive)
    .map(({ location }) => problem('The schema contains itself. Limit its depth.', location))
  const [first, ...furtherIds] = schemas.filter(({ node }) => node['x-id'] === true)
  const ids = furtherIds.map(({ location }) =>
    problem(
      `\`${first?.name}\` is already marked as the id. Remove \`x-id\` from one of the two.`,
      location.child(['x-id']),
    ),
  )
  const { node, location } = body
  // A body without a schema has no case, which another rule tells.
  const hasFields = Object.keys(node).length === 0 || Object.keys(objectOf(node['properties'])).length > 0
  const bare = hasFields ? [] : [problem('The body must be an object with `properties`.', location)]
  return [...bare, ...foreign, ...recursive, ...ids]
}

function problem(message: string, location: Location): SchemaProblem {
  return { message, location }
}
