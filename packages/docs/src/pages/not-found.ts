import type { Page } from '../page.ts'

/**
 * The page for addresses that do not exist. A host sends it for any depth, so its links begin at the root of the host.
 *
 * @param base the path of the site on its host.
 */
export function notFoundPage(base: string): Page {
  return {
    path: '',
    isNotFound: true,
    title: 'Not found · Kaleyra Reactions',
    description: 'There is no such page.',
    content: [
      '# Not found',
      `There is no such page. Perhaps you look for one of [the errors](${base}errors/index.md) or [the fields](${base}request/index.md).`,
      { form: 'look-up' },
    ],
  }
}
