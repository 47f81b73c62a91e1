import { nearest } from './nearest.ts'
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

/** What docs, CLI and mock read the fields from. */
const keywords = [
  ...['$ref', 'type', 'title', 'description', 'deprecated', 'properties', 'required', 'additionalProperties'],
  ...[
    'items',
    'const',
    'enum',
    'default',
    'example',
    'examples',
    'pattern',
    'format',
    'minLength',
    'maxLength',
  ],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems'],
  'uniqueItems',
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
          for (const { message, location, suggest } of problemsOf(bodySchemaIn(body, context), context)) {
            const key = location.pointer + message
            if (!told.has(key)) context.report({ message, location: location.key(), suggest })
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
  suggest: string[]
}

function problemsOf(body: Placed, context: Context): SchemaProblem[] {
  const schemas = schemasIn(body, context)
  const unread = schemas.flatMap(({ node, location }) =>
    Object.keys(node)
      .filter((name) => !keywords.includes(name) && !name.startsWith('x-'))
      .map((name) => ({
        message: `The products that are made for the reaction do not read \`${name}\`. Describe plain fields.`,
        location: location.child([name]),
        suggest: nearest(name, keywords),
      })),
  )
  const recursive = schemas
    .filter(({ isRecursive }) => isRecursive)
    .map(({ location }) => problem('The schema contains itself. End it at some depth.', location))
  const [first, ...furtherIds] = schemas.filter(({ node }) => node['x-id'] !== undefined)
  const ids = furtherIds.map(({ location }) =>
    problem(
      `\`${first?.name}\` is the id of what was accepted already. Mark one of the two.`,
      location.child(['x-id']),
    ),
  )
  const hasFields = Object.keys(objectOf(body.node['properties'])).length > 0
  const bare = hasFields ? [] : [problem('The body needs an object with `properties`.', body.location)]
  return [...bare, ...unread, ...recursive, ...ids]
}

function problem(message: string, location: Location): SchemaProblem {
  return { message, location, suggest: [] }
}
