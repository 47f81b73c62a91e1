import { nearest } from '@kaleyra-reactions/model/nearest'
import { isReaction, objectOf, responseExamplesOf, textsOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** Each word of `unknown` is a parameter of the path or the scheme of the key, and one case alone answers it. */
export const unknownValues: Rule = () => {
  let schemes: string[] = []
  let parameters: string[] = []
  return {
    Root: {
      enter(root: unknown) {
        schemes = Object.keys(objectOf(objectOf(objectOf(root)['components'])['securitySchemes']))
      },
    },
    PathItem: {
      enter(_: unknown, { key }: Context) {
        parameters = [...String(key).matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
      },
    },
    Operation: {
      enter(operation: unknown, context: Context) {
        if (!isReaction(operation)) return
        const answered = new Map<string, string>()
        for (const { name, node, location } of responseExamplesOf(operation, context)) {
          for (const [index, word] of textsOf(objectOf(node['x-error'])['unknown']).entries()) {
            const place = location.child(['x-error', 'unknown', index])
            const known = [...schemes, ...parameters]
            const other = answered.get(word)
            answered.set(word, name)
            if (!known.includes(word))
              context.report({
                message: `\`${word}\` is neither a parameter in the path nor the security scheme of the key. Use one of these.`,
                location: place,
                suggest: nearest(word, known),
              })
            else if (other !== undefined)
              context.report({
                message: `\`${other}\` is already the response to an unknown \`${word}\`. Remove it from one of the two.`,
                location: place,
              })
          }
        }
      },
    },
  }
}
