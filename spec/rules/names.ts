import { objectOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** Names become those of types and functions. The generator changes what is no such name, and two may become one. */
export const names: Rule = () => ({
  NamedSchemas: {
    enter(schemas: unknown, { location, report }: Context) {
      const known = new Map<string, string>()
      for (const name of Object.keys(objectOf(schemas))) {
        const tell = (message: string) => report({ message, location: location.child([name]).key() })
        const other = known.get(name.toLowerCase())
        known.set(name.toLowerCase(), name)
        if (!/^[A-Z][A-Za-z0-9]*$/.test(name))
          tell(`\`${name}\` cannot be the name of a type. Use letters and digits, and start with a capital.`)
        else if (name in globalThis) tell(`\`${name}\` is a type of JavaScript. Choose another name.`)
        else if (other !== undefined)
          tell(
            `\`${other}\` differs in capitals only. A generator with a file for each type may write both into one. Choose another name.`,
          )
      }
    },
  },
  Operation: {
    enter(operation: unknown, { location, report }: Context) {
      const { operationId } = objectOf(operation)
      if (typeof operationId !== 'string' || isFunctionName(operationId)) return
      report({
        message: `\`${operationId}\` cannot be the name of a function. Use letters and digits, start with a small letter, and avoid keywords of JavaScript.`,
        location: location.child(['operationId']),
      })
    },
  },
})

function isFunctionName(name: string): boolean {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return false
  try {
    return new Function(`'use strict'; const ${name} = 0`) instanceof Function
  } catch {
    return false
  }
}
