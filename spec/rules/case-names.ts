import {
  isCallback,
  isReaction,
  objectOf,
  type Placed,
  requestExamplesOf,
  responseExamplesOf,
} from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** The name of a case becomes a folder, a word of a command, a part of an address and a member of a type. */
export const caseNames: Rule = () => {
  // Each as it was met first, by its name in small letters.
  const known = new Map<string, { name: string; text: string }>()
  return {
    Operation: {
      enter(operation: unknown, context: Context) {
        const callback = isCallback(context)
        const examples = callback
          ? requestExamplesOf(operation, context)
          : responseExamplesOf(operation, context)
        for (const example of examples) {
          const isError = example.node['x-error'] !== undefined
          const tell = (message: string) => context.report({ message, location: example.location.key() })
          if (isError || isReaction(operation)) checkGrammar(example.name, tell)
          if (isError) checkCode(example, callback, tell)
          if (isError || !callback) checkUniqueness(example, tell)
        }
      },
    },
  }

  function checkUniqueness({ name, node }: Placed, tell: (message: string) => void): void {
    const text = JSON.stringify(node)
    const other = known.get(name.toLowerCase())
    if (other === undefined) known.set(name.toLowerCase(), { name, text })
    else if (other.name !== name)
      tell(`The name differs from that of the case \`${other.name}\` in capitals only. Choose another name.`)
    else if (other.text !== text)
      tell(
        `Another case has the name \`${name}\`. Choose another name, or describe the case once and use \`$ref\`.`,
      )
  }
}

function checkGrammar(name: string, tell: (message: string) => void): void {
  if (/^\d+$/.test(name)) tell(`JavaScript moves numeric names to the front. Add a word: \`failed-${name}\`.`)
  else if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name) || name.length > 60 || name in {})
    tell('Name a case with at most 60 letters, digits, "-" and "_". Start with a letter or a digit.')
}

/** The code is part of the name, so that people find one by the other. */
function checkCode({ name, node }: Placed, callback: boolean, tell: (message: string) => void): void {
  const { code } = objectOf(callback ? node['x-error'] : node['value'])
  if (typeof code !== 'string' || name === code) return
  if (callback && !name.endsWith(`-${code}`))
    tell(`The code is ${code}. Name the case \`${code}\`, or add a word before it: \`failed-${code}\`.`)
  if (!callback && !name.startsWith(`${code}-`))
    tell(`The code is ${code}. Name the case \`${code}\`, or add a word after it: \`${code}-account\`.`)
}
