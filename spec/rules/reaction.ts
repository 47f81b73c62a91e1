import {
  isCallback,
  isReaction,
  objectOf,
  type Placed,
  requestExamplesOf,
  responseExamplesOf,
  responsesOf,
} from './places.ts'
import type { Context, Location, Rule } from './redocly.ts'

/** What the products need of the one operation that they are made for, and of the callbacks. */
export const reaction: Rule = () => {
  let isThere = false
  return {
    Operation: {
      enter(operation: unknown, context: Context) {
        const isOne = isReaction(operation) && !isCallback(context)
        if (isOne) checkResponses(operation, context)
        isThere ||= isOne
        if (!isOne && !isCallback(context)) return
        if (requestExamplesOf(operation, context).length === 0)
          context.report({
            message:
              'There is no JSON body with a named example. Add one to `examples`, for the docs and the tests.',
            location: context.location.key(),
          })
      },
    },
    Parameter: {
      enter(parameter: unknown, { location, report }: Context) {
        const { required, example, schema } = objectOf(parameter)
        const { example: own, examples, default: fallback, enum: values } = objectOf(schema)
        if (
          required !== true ||
          [example, own, examples, fallback, values].some((each) => each !== undefined)
        )
          return
        report({
          message: 'A required parameter needs an `example` for docs and tests.',
          location,
        })
      },
    },
    Root: {
      leave(root: unknown, { location, report }: Context) {
        if (!isThere)
          report({
            message:
              'No operation has the operationId `sendReaction`, which the client, the CLI and the docs need.',
            location: location.child(['paths']).key(),
          })
        checkSecurity(objectOf(root), location, report)
      },
    },
  }
}

function checkResponses(operation: unknown, context: Context): void {
  const examples = responseExamplesOf(operation, context)
  for (const { name: status, location } of responsesOf(operation, context)) {
    if (!/^[1-5]\d\d$/.test(status))
      context.report({
        message: `Clients recognise a case by its status. Replace \`${status}\` with single statuses, such as 503.`,
        location: location.key(),
      })
    else if (!examples.some((example: Placed & { status: string }) => example.status === status))
      context.report({
        message: 'This response has no named JSON example, so no client can recognise it. Add one.',
        location: location.key(),
      })
  }
}

/** The client sends one key in one header. */
function checkSecurity(
  { security, components }: Record<string, unknown>,
  location: Location,
  report: Context['report'],
): void {
  const [requirement] = Array.isArray(security) ? security : []
  const [name = ''] = Object.keys(objectOf(requirement))
  const scheme = objectOf(objectOf(objectOf(components)['securitySchemes'])[name])
  if (scheme['type'] === 'apiKey' && scheme['in'] === 'header') return
  report({
    message:
      'The client sends a key in a header. Start `security` with a scheme of `type: apiKey` and `in: header`.',
    location: location.child(['security']).key(),
  })
}
