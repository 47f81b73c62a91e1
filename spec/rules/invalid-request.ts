import { objectOf, responseExamplesOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** At most one case of an operation answers an invalid request, and it is one that says nothing of unknown values. */
export const invalidRequest: Rule = () => ({
  Operation: {
    enter(operation: unknown, context: Context) {
      const marked = responseExamplesOf(operation, context).filter(
        ({ node }) => objectOf(node['x-error'])['invalidRequest'] === true,
      )
      for (const { location } of marked.slice(1))
        context.report({
          message: `\`${marked[0]?.name}\` is already the response to an invalid request. Remove \`invalidRequest\` from one of the two.`,
          location: location.child(['x-error', 'invalidRequest']).key(),
        })
    },
  },
})
