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
            `\`${name}\` cannot be a flag of the CLI. Use letters, digits, "-" and "_", and start with a letter.`,
          )
        else if (other !== undefined)
          tell(`The CLI would use the same flag for this field and for \`${other}\`. Rename one of them.`)
        else if (!scalars.includes(String(value)))
          tell(`The flag of this field needs a type: ${scalars.join(', ')}, or a list of one of these.`)
      }

      function typed(schema: unknown): Record<string, unknown> {
        const given = objectOf(schema)
        return typeof given['$ref'] === 'string' ? objectOf(resolve(given).node) : given
      }
    },
  },
})
