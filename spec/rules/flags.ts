import { objectOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

const scalars = ['string', 'integer', 'number', 'boolean']

/** The CLI gives each field of `extra_info` a flag. */
export const flags: Rule = () => ({
  NamedSchemas: {
    enter(schemas: unknown, { location, report, resolve }: Context) {
      const properties = objectOf(objectOf(objectOf(schemas)['ExtraInfo'])['properties'])
      const words = new Map<string, string>()
      for (const [name, property] of Object.entries(properties)) {
        const place = location.child(['ExtraInfo', 'properties', name])
        const tell = (message: string) => report({ message, location: place.key() })
        const { type, items } = typed(property)
        const value = type === 'array' ? typed(items)['type'] : type
        const flag = name.replaceAll(/[_-]/g, '').toLowerCase()
        const other = words.get(flag)
        words.set(flag, name)
        if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name) || name in {})
          tell(
            `\`${name}\` can be no flag of the CLI. It takes letters, digits, "-" and "_", a letter first.`,
          )
        else if (other !== undefined)
          tell(`It would be the same flag of the CLI as \`${other}\`. Rename one of them.`)
        else if (!scalars.includes(String(value)))
          tell(
            `A flag of the CLI takes one value, or a list of them. Give it one of the types ${scalars.join(', ')}.`,
          )
      }

      function typed(schema: unknown): Record<string, unknown> {
        const given = objectOf(schema)
        return typeof given['$ref'] === 'string' ? objectOf(resolve(given).node) : given
      }
    },
  },
})
