import type { PagePath } from './site.ts'

/** A text under a name, of several that a reader chooses from. */
export interface Tab {
  label: string
  text: string
}

/**
 * A part of a page. A text is Markdown; of other pages it links the Markdown: `errors/index.md`, from the place of the page.
 * The look-up is a form, which Markdown does not have.
 */
export type Content = string | undefined | { tabs: readonly Tab[] } | { form: 'look-up' }

/** A page of ours: its HTML and its Markdown are made from the same content. */
export interface Page {
  path: PagePath
  /** The title of the window, by which people find the page. */
  title: string
  /** One sentence for lists and search engines. */
  description: string
  /** What it shows, from the first heading on. */
  content: readonly Content[]
  /** Whether a host sends it for addresses that do not exist. */
  isNotFound?: boolean
}

/** Makes addresses relative to a page. */
export type Link = (target: string) => string

/** The way from a page to the root of the site. */
export function rootOf(path: PagePath): string {
  return '../'.repeat(path.split('/').length - 1)
}

/** The addresses of other pages, as a page writes them. The page of errors is `link('errors/')`. */
export function linksFrom(path: PagePath): Link {
  const root = rootOf(path)
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
