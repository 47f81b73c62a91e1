import {
  isCallback,
  isReaction,
  objectOf,
  type Placed,
  type PlacedResponse,
  requestExamplesOf,
  responseExamplesOf,
  type Tell,
  tellIn,
} from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** Every error of the reaction has its `x-error`, with the members of its kind of case. */
export const errorFacts: Rule = () => ({
  Operation: {
    enter(operation: unknown, context: Context) {
      const tell = tellIn(context)
      if (isCallback(context)) checkFailures(requestExamplesOf(operation, context), tell)
      else if (isReaction(operation))
        for (const example of responseExamplesOf(operation, context)) checkResponse(example, tell)
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

function checkResponse({ node, location, status }: PlacedResponse, tell: Tell): void {
  const isError = !/^[123]/.test(status)
  const given = node['x-error']
  const place = location.child(['x-error'])
  if (given === undefined && isError)
    tell('An error needs `x-error`: what it means, who acts, what to do and when to send again.', location)
  if (given === undefined) return
  if (!isError) tell('Only errors have `x-error`. Remove it.', place)
  const facts = objectOf(given)
  if (facts['mayHaveBeenAccepted'] === undefined)
    tell(
      '`mayHaveBeenAccepted` is missing. Set it to false only if Kaleyra cannot have accepted the reaction.',
      place,
    )
  for (const name of ['code', 'title'])
    if (name in facts) tell(`\`${name}\` is for callbacks. Remove it.`, place.child([name]))
}

/** The first failure has its body, from which those of others are made. */
function checkFailures(examples: readonly Placed[], tell: Tell): void {
  const failures = examples.filter(({ node }) => node['x-error'] !== undefined)
  const first = failures.find(({ node }) => node['value'] !== undefined)
  for (const { node, location } of failures) {
    const facts = objectOf(node['x-error'])
    const place = location.child(['x-error'])
    const { code, title } = facts
    if (code === undefined) tell('`code` is missing. Add the code of the callback.', place)
    for (const name of ['mayHaveBeenAccepted', 'invalidRequest', 'unknown'])
      if (name in facts)
        tell(`\`${name}\` is for responses only: this reaction was accepted. Remove it.`, place.child([name]))
    if (node['value'] === undefined) {
      if (first === undefined)
        tell(
          'This failure has no `value`, and the build can derive none from another failure. Add one.',
          location,
        )
      if (title === undefined)
        tell(
          'Add `title` or `value`. With a `title`, the build derives the callback from another failure.',
          place,
        )
    } else if (typeof code === 'string' && !carries(node['value'], code))
      tell(
        `The \`value\` of this example does not contain the code ${code}. Correct one of the two.`,
        place.child(['code']),
      )
    else if (title !== undefined)
      tell('The `value` already contains the title. Remove it here.', place.child(['title']))
  }
}

function carries(node: unknown, code: string): boolean {
  if (typeof node !== 'object' || node === null) return false
  return Object.entries(node).some(
    ([name, child]) => (name === 'code' && String(child) === code) || carries(child, code),
  )
}
