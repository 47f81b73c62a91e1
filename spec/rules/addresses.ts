import { objectOf } from './places.ts'
import type { Context, Rule } from './redocly.ts'

const addressOf = (node: unknown, name: string): unknown => objectOf(node)[name]

/** Servers get the key of the account, and the others are links: all are addresses of https. */
export const addresses: Rule = () => ({
  Server: {
    enter(server: unknown, { location, report }: Context) {
      const url = addressOf(server, 'url')
      if (typeof url !== 'string' || isServerAddress(url)) return
      report({
        message:
          'The address of a server is https://, a host and perhaps a path. The key of the account is sent there.',
        location: location.child(['url']),
      })
    },
  },
  Info: {
    enter(info: unknown, { location, report }: Context) {
      const url = addressOf(info, 'x-docs-url')
      if (typeof url !== 'string' || /^https:\/\/[^\s"<>?#]+\/$/.test(url)) return
      report({
        message:
          'The address of the docs begins with https:// and ends with a slash: pages are put behind it.',
        location: location.child(['x-docs-url']),
      })
    },
  },
  Source: {
    enter(source: unknown, { location, report }: Context) {
      const url = addressOf(source, 'url')
      const read = addressOf(source, 'read')
      if (typeof url === 'string' && !/^https:\/\/[^\s"<>]+$/.test(url))
        report({
          message: 'The address of a source begins with https://.',
          location: location.child(['url']),
        })
      if (typeof read === 'string' && !/^\d{4}-\d{2}-\d{2}$/.test(read))
        report({ message: 'A day is written as in 2026-01-31.', location: location.child(['read']) })
      if (url !== undefined && read === undefined)
        report({ message: 'A page changes. Say on which day it was read: `read: 2026-01-31`.', location })
    },
  },
})

function isServerAddress(url: string): boolean {
  if (!url.startsWith('https://') || !URL.canParse(url) || /[\s?#{}]/.test(url)) return false
  const { username, password } = new URL(url)
  return username === '' && password === ''
}
