import type { PagePath } from './site.ts'

/** A page of ours: its text is Markdown, which is written beside it and made into its HTML. */
export interface Page {
  path: PagePath
  /** The title of the window, by which people find the page. */
  title: string
  /** One sentence for lists and search engines. */
  description: string
  /**
   * The text from the first heading on. Of other pages it links the Markdown: `errors/index.md`, from the place of this
   * page. Three comments are for HTML alone: `<!-- look-up -->` is the form, and each heading of the fourth level between
   * `<!-- tabs -->` and `<!-- end -->` is a tab.
   */
  text: string
  /** Whether a host sends it for addresses that do not exist; its look-up begins with the last part of such an address. */
  isNotFound?: boolean
}

/** Makes addresses relative to a page. */
export type Link = (target: string) => string

/** The addresses of other pages, as a page writes them. The page of errors is `link('errors/')`. */
export function linksFrom(path: PagePath): Link {
  const root = '../'.repeat(path.split('/').length - 1)
  return (target) => {
    const [page = '', fragment] = target.split('#')
    const file = page === '' || page.endsWith('/') ? `${page}index.md` : page
    return `${root}${file}${fragment === undefined ? '' : `#${fragment}`}`
  }
}

/** A block of code in Markdown. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/^`+/gm)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`
}

/** A value as a block of JSON. */
export function json(value: unknown): string {
  return fence('json', JSON.stringify(value, null, 2))
}

/** A text as code in Markdown, whatever backticks it has (CommonMark, 6.1). */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return longest === 0 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`
}

/** Blocks with a blank line between; those that are missing are left out. */
export function blocks(...texts: (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n\n')
}
