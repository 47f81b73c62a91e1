import {
  isCallback,
  isReaction,
  objectOf,
  requestExamplesOf,
  responseExamplesOf,
  responsesOf,
  tellIn,
} from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** What the products need of the one operation that they are made for, and of the callbacks. */
export const reaction: Rule = () => {
  let isThere = false
  return {
    Operation: {
      enter(operation: unknown, context: Context) {
        const isOne = isReaction(operation) && !isCallback(context)
        isThere ||= isOne
        if (!isOne && !isCallback(context)) return
        const tell = tellIn(context)
        if (isOne) checkResponses(operation, context)
        if (requestExamplesOf(operation, context).length === 0)
          tell(
            'There is no JSON body with a named example. Add one to `examples`, for the docs and the tests.',
            context.location,
          )
      },
    },
    Parameter: {
      enter(parameter: unknown, { location, report }: Context) {
        const { required, example, schema } = objectOf(parameter)
        const { example: own, examples, default: fallback, enum: values } = objectOf(schema)
        const hasSample = [example, own, examples, fallback, values].some((each) => each !== undefined)
        if (required === true && !hasSample)
          report({ message: 'A required parameter needs an `example` for docs and tests.', location })
      },
    },
    Root: {
      leave(root: unknown, context: Context) {
        if (!isThere)
          tellIn(context)(
            'No operation has the operationId `sendReaction`, which the client, the CLI and the docs need.',
            context.location.child(['paths']),
          )
        checkSecurity(objectOf(root), context)
      },
    },
  }
}

function checkResponses(operation: unknown, context: Context): void {
  const tell = tellIn(context)
  const examples = responseExamplesOf(operation, context)
  for (const { name, location } of responsesOf(operation, context)) {
    if (!/^[1-5]\d\d$/.test(name))
      tell(
        `Clients recognise a case by its status. Replace \`${name}\` with single statuses, such as 503.`,
        location,
      )
    else if (!examples.some(({ status }) => status === name))
      tell('This response has no named JSON example, so no client can recognise it. Add one.', location)
  }
}

/** The client sends one key in one header. */
function checkSecurity({ security, components }: Record<string, unknown>, context: Context): void {
  const [requirement] = Array.isArray(security) ? security : []
  const [name = ''] = Object.keys(objectOf(requirement))
  const scheme = objectOf(objectOf(objectOf(components)['securitySchemes'])[name])
  if (scheme['type'] === 'apiKey' && scheme['in'] === 'header') return
  tellIn(context)(
    'The client sends a key in a header. Start `security` with a scheme of `type: apiKey` and `in: header`.',
    context.location.child(['security']),
  )
}
