import { nearest } from '@kaleyra-reactions/model/nearest'
import { objectOf, textsOf } from './places.ts'
import type { Context, Location, Rule } from './redocly.ts'

const optional = ['note', 'causes']
const statements = [...optional, 'meaning', 'actor', 'action', 'retry']

/** A source is a word of `x-sources`, and every statement of an error has one. */
export const knownSources: Rule = () => {
  let words: string[] = []
  return {
    Root: {
      enter(root: unknown) {
        words = Object.keys(objectOf(objectOf(root)['x-sources']))
      },
    },
    any: {
      enter(node: unknown, context: Context) {
        const source = objectOf(node)['x-source']
        const place = context.location.child(['x-source'])
        if (typeof source === 'string') checkWord(source, place, context)
        for (const word of Object.keys(objectOf(source))) checkWord(word, place.child([word]).key(), context)
      },
    },
    ErrorFacts: {
      enter(facts: unknown, { location, report }: Context) {
        const { 'x-source': source, ...told } = objectOf(facts)
        if (typeof source === 'string' || source === undefined) return
        const place = location.child(['x-source'])
        const sourced = Object.values(objectOf(source)).flatMap(textsOf)
        for (const statement of statements)
          if (statement in told && !sourced.includes(statement))
            report({
              message: `\`${statement}\` has no source. List it under its source in \`x-source\`.`,
              location: place.key(),
            })
        // That one of the others is missing has been told already.
        for (const statement of sourced)
          if (!statements.includes(statement) || (optional.includes(statement) && !(statement in told)))
            report({
              message: `\`${statement}\` is not a statement that this error makes. Remove it here.`,
              location: place.key(),
              suggest: statements.includes(statement) ? [] : nearest(statement, statements),
            })
      },
    },
  }

  function checkWord(word: string, location: Location, { report }: Context): void {
    if (words.includes(word)) return
    report({
      message: `\`${word}\` is not in \`x-sources\`. Use a name from there, or add the source.`,
      location,
      suggest: nearest(word, words),
    })
  }
}
