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
    description: 'This page does not exist.',
    content: [
      '# Not found',
      `This page does not exist. See [all errors](${base}errors/index.md) or [all fields](${base}request/index.md), or look an error up:`,
      { form: 'look-up' },
    ],
  }
}
