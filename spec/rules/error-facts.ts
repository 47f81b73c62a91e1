import {
  isCallback,
  isReaction,
  objectOf,
  type Placed,
  requestExamplesOf,
  responseExamplesOf,
} from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** Every error of the reaction has its `x-error`, with the members of its kind of case. */
export const errorFacts: Rule = () => ({
  Operation: {
    enter(operation: unknown, context: Context) {
      if (isCallback(context)) checkFailures(requestExamplesOf(operation, context), context)
      else if (isReaction(operation))
        for (const example of responseExamplesOf(operation, context))
          checkResponse(example, example.status, context)
    },
  },
  Example: {
    enter(example: unknown, { location, report }: Context) {
      const { 'x-error': facts, description } = objectOf(example)
      if (facts === undefined || description === undefined) return
      report({
        message: 'The description of an error is made from `x-error`. Say it in `meaning` or `note`.',
        location: location.child(['description']).key(),
      })
    },
  },
})

function checkResponse({ node, location }: Placed, status: string, { report }: Context): void {
  const isError = !/^[123]/.test(status)
  const given = node['x-error']
  const place = location.child(['x-error'])
  if (given === undefined && isError)
    report({
      message: 'An error needs `x-error`: what it means, who acts, what to do and when to send again.',
      location: location.key(),
    })
  if (given === undefined) return
  if (!isError) report({ message: 'A success has no `x-error`. Remove it.', location: place.key() })
  const facts = objectOf(given)
  if (facts['mayHaveBeenAccepted'] === undefined)
    report({
      message:
        '`mayHaveBeenAccepted` is missing. It is true where nothing rules out that the reaction was accepted.',
      location: place.key(),
    })
  for (const name of ['code', 'title'])
    if (name in facts)
      report({ message: `\`${name}\` belongs to callbacks. Remove it.`, location: place.child([name]).key() })
}

/** The first failure has its body, from which those of others are made. */
function checkFailures(examples: readonly Placed[], { report }: Context): void {
  const failures = examples.filter(({ node }) => node['x-error'] !== undefined)
  const first = failures.find(({ node }) => node['value'] !== undefined)
  for (const { node, location } of failures) {
    const facts = objectOf(node['x-error'])
    const place = location.child(['x-error'])
    const { code, title } = facts
    if (code === undefined)
      report({ message: '`code` is missing: the code that the callback carries.', location: place.key() })
    for (const name of ['mayHaveBeenAccepted', 'invalidRequest', 'unknown'])
      if (name in facts)
        report({
          message: `\`${name}\` belongs to responses: the reaction of a callback was accepted. Remove it.`,
          location: place.child([name]).key(),
        })
    if (node['value'] === undefined) {
      if (first === undefined)
        report({
          message: 'No failure has a `value` from which that of this one could be made. Add it.',
          location: location.key(),
        })
      if (title === undefined)
        report({
          message:
            '`title` is missing: the title of the error, for a callback that is made from another. Or add a `value`.',
          location: place.key(),
        })
    } else if (typeof code === 'string' && !carries(node['value'], code))
      report({
        message: `The \`value\` of this example does not carry the code ${code}.`,
        location: place.child(['code']),
      })
    else if (title !== undefined)
      report({
        message: 'The `value` has the title already. Remove it here.',
        location: place.child(['title']).key(),
      })
  }
}

function carries(node: unknown, code: string): boolean {
  if (typeof node !== 'object' || node === null) return false
  return Object.entries(node).some(
    ([name, child]) => (name === 'code' && String(child) === code) || carries(child, code),
  )
}
