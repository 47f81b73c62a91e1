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
      if (type === 'array' && items === undefined) tell('type', 'Add `items`, to say what the list holds.')
      if (typeof pattern === 'string' && !compiles(pattern))
        tell(
          'pattern',
          'This regular expression is invalid with the flag `u`. Correct it: Prism would accept every body.',
        )
      if (known !== undefined && ('enum' in schema || 'const' in schema))
        tell(
          'x-extensible-enum',
          '`enum` and `const` rule out the other values that this allows. Keep one of the two.',
        )
      for (const [name, value] of Object.entries({
        'x-extensible-enum': known,
        'x-id': id,
        'x-truncated-at': length,
      }))
        if (value !== undefined && type !== 'string' && isKnown(type))
          tell(name, `\`${name}\` needs \`type: string\`. Change the type, or remove it.`)
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
