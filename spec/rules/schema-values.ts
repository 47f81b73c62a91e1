import { objectOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** What a stock tool would carry wrongly without a word: the generator, or the validation of Prism. */
export const schemaValues: Rule = () => ({
  Schema: {
    enter(node: unknown, { location, report }: Context) {
      const schema = objectOf(node)
      const {
        type,
        items,
        pattern,
        'x-extensible-enum': known,
        'x-id': id,
        'x-truncated-at': length,
      } = schema
      const tell = (name: string, message: string) =>
        report({ message, location: name in schema ? location.child([name]).key() : location })
      for (const name of ['const', 'enum'])
        if (name in schema && type === undefined)
          tell(name, `The generator reads \`${name}\` only beside a \`type\`. Add it.`)
      if (type === 'array' && items === undefined) tell('type', 'Say what the list holds, in `items`.')
      if (typeof pattern === 'string' && !compiles(pattern))
        tell(
          'pattern',
          'This is no regular expression with the flag `u`. Prism would accept every body without a word.',
        )
      if (known !== undefined && ('enum' in schema || 'const' in schema))
        tell('x-extensible-enum', 'Beside `enum` or `const` no other value is allowed. Keep one of the two.')
      for (const [name, value] of Object.entries({
        'x-extensible-enum': known,
        'x-id': id,
        'x-truncated-at': length,
      }))
        if (value !== undefined && type !== 'string' && isKnown(type))
          tell(name, `\`${name}\` belongs to a schema of \`type: string\`.`)
    },
  },
})

/** A misspelt type is told by Redocly. */
function isKnown(type: unknown): boolean {
  const types = ['object', 'array', 'integer', 'number', 'boolean', 'null']
  return (
    type === undefined ||
    (Array.isArray(type) ? type : [type]).every((word) => ['string', ...types].includes(word))
  )
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}
