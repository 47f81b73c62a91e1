import { objectOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** A client chooses a server by its region. */
export const regions: Rule = () => {
  const known = new Set<string>()
  return {
    Server: {
      enter(server: unknown, { location, report }: Context) {
        // A server of a path or of an operation is left to the stock tools.
        if (!/^#\/servers\/\d+$/.test(location.pointer)) return
        const region = objectOf(server)['x-region']
        if (region === undefined)
          report({
            message: 'Clients select a server by its region. Add `x-region: in`.',
            location,
          })
        if (typeof region !== 'string') return
        const place = location.child(['x-region'])
        if (!/^[a-z][a-z0-9-]*$/.test(region))
          report({
            message: 'Use small letters, digits and "-" for a region, and start with a letter.',
            location: place,
          })
        if (known.has(region))
          report({
            message: `Another server has the region \`${region}\`. Choose another name.`,
            location: place,
          })
        known.add(region)
      },
    },
  }
}
