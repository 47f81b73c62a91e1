import { nearest } from './nearest.ts'
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
        const place = known.length === 0 ? 'none is known here' : `known here: ${known.join(', ')}`
        report({
          message: `Nothing reads the extension \`${name}\`; ${place}.`,
          location: location.child([name]).key(),
          suggest: nearest(name, known),
        })
      }
    },
  },
})
