import { nearest } from '@kaleyra-reactions/model/nearest'
import type { Context, Rule } from './redocly.ts'

/** Redocly lets every name pass that begins with `x-`; nothing would read a misspelt one. */
export const knownExtensions: Rule = () => ({
  any: {
    enter(node: unknown, { type, location, report }: Context) {
      if (typeof node !== 'object' || node === null || Array.isArray(node)) return
      // The members of such a node have names of their own, as headers and examples do.
      if (type.name === 'scalar' || (type.additionalProperties && type.name !== 'Schema')) return
      const known = Object.keys(type.properties).filter((name) => name.startsWith('x-'))
      for (const name of Object.keys(node)) {
        if (!name.startsWith('x-') || known.includes(name)) continue
        const remedy = known.length === 0 ? 'Remove it' : `Known here: ${known.join(', ')}`
        report({
          message: `Nothing reads the extension \`${name}\`. ${remedy}.`,
          location: location.child([name]).key(),
          suggest: nearest(name, known),
        })
      }
    },
  },
})
