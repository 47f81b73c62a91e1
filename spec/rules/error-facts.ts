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
        message:
          'The build writes the description of an error. Move this text to `meaning` or `note` of `x-error`.',
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
  if (!isError) report({ message: 'Only errors have `x-error`. Remove it.', location: place.key() })
  const facts = objectOf(given)
  if (facts['mayHaveBeenAccepted'] === undefined)
    report({
      message:
        '`mayHaveBeenAccepted` is missing. Set it to false only if Kaleyra cannot have accepted the reaction.',
      location: place.key(),
    })
  for (const name of ['code', 'title'])
    if (name in facts)
      report({
        message: `\`${name}\` is for callbacks. Remove it.`,
        location: place.child([name]).key(),
      })
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
      report({
        message: '`code` is missing. Add the code of the callback.',
        location: place.key(),
      })
    for (const name of ['mayHaveBeenAccepted', 'invalidRequest', 'unknown'])
      if (name in facts)
        report({
          message: `\`${name}\` is for responses only: this reaction was accepted. Remove it.`,
          location: place.child([name]).key(),
        })
    if (node['value'] === undefined) {
      if (first === undefined)
        report({
          message:
            'This failure has no `value`, and the build can derive none from another failure. Add one.',
          location: location.key(),
        })
      if (title === undefined)
        report({
          message:
            'Add `title` or `value`. With a `title`, the build derives the callback from another failure.',
          location: place.key(),
        })
    } else if (typeof code === 'string' && !carries(node['value'], code))
      report({
        message: `The \`value\` of this example does not contain the code ${code}. Correct one of the two.`,
        location: place.child(['code']),
      })
    else if (title !== undefined)
      report({
        message: 'The `value` already contains the title. Remove it here.',
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
