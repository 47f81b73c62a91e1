import { objectOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

/** Servers get the key of the account, and the others are links: all are addresses of https. */
export const addresses: Rule = () => ({
  Server: {
    enter(server: unknown, { location, report }: Context) {
      const { url } = objectOf(server)
      if (typeof url !== 'string' || isServerAddress(url)) return
      report({
        message:
          'The address of a server must be https://, a host and optionally a path: the client sends the key there.',
        location: location.child(['url']),
      })
    },
  },
  Info: {
    enter(info: unknown, { location, report }: Context) {
      const { 'x-docs-url': url } = objectOf(info)
      if (typeof url !== 'string' || /^https:\/\/[^\s"<>?#]+\/$/.test(url)) return
      report({
        message:
          'The address of the docs must start with https:// and end with a slash: pages are appended to it.',
        location: location.child(['x-docs-url']),
      })
    },
  },
  Source: {
    enter(source: unknown, { location, report }: Context) {
      const { url, read } = objectOf(source)
      if (typeof url === 'string' && !/^https:\/\/[^\s"<>]+$/.test(url))
        report({
          message: 'The address of a source must start with https://.',
          location: location.child(['url']),
        })
      if (typeof read === 'string' && !/^\d{4}-\d{2}-\d{2}$/.test(read))
        report({ message: 'Write the day as in 2026-01-31.', location: location.child(['read']) })
      if (url !== undefined && read === undefined)
        report({
          message: 'Pages change. Add the day you read this one: `read: 2026-01-31`.',
          location,
        })
    },
  },
})

function isServerAddress(url: string): boolean {
  if (!url.startsWith('https://') || !URL.canParse(url) || /[\s?#{}]/.test(url)) return false
  const { username, password } = new URL(url)
  return username === '' && password === ''
}
