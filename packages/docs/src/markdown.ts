import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import go from 'highlight.js/lib/languages/go'
import http from 'highlight.js/lib/languages/http'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import { Marked, type Tokens } from 'marked'
import type { Content, Tab } from './page.ts'

const languages = { sh: bash, go, http, java, js: javascript, json, php, python }
for (const [name, language] of Object.entries(languages)) hljs.registerLanguage(name, language)

/** A text with the characters replaced that mean something in HTML. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The parts of a page: its headings below the first. */
export function partsOf(content: readonly Content[]): { id: string; title: string }[] {
  const tokens = content.flatMap((each) => (typeof each === 'string' ? marked.lexer(each) : []))
  return tokens.flatMap((token) =>
    token.type === 'heading' && token.depth > 1
      ? [{ id: idOf(token.text), title: token.text.replaceAll('`', '') }]
      : [],
  )
}

/**
 * The HTML of a page's content.
 *
 * @param lookUp the HTML of the form.
 */
export function htmlOf(content: readonly Content[], lookUp: string): string {
  return content
    .map((each, index) => {
      if (each === undefined) return ''
      if (typeof each === 'string') return marked.parse(each, { async: false })
      return 'form' in each ? lookUp : tabsOf(each.tabs, index)
    })
    .join('')
}

/** The Markdown of a page's content. */
export function markdownOf(content: readonly Content[]): string {
  const texts = content.flatMap((each) => {
    if (each === undefined || each === '') return []
    if (typeof each === 'string') return [each]
    return 'form' in each ? [] : each.tabs.map(({ label, text }) => `#### ${label}\n\n${text}`)
  })
  return `${texts.join('\n\n')}\n`
}

/** Without a script the tabs work all the same. */
function tabsOf(tabs: readonly Tab[], group: number): string {
  const parts = tabs.map(({ label, text }, index) => {
    const id = `tab-${group}-${index}`
    const checked = index === 0 ? ' checked' : ''
    return `<input type="radio" name="tabs-${group}" id="${id}" value="${escaped(label)}"${checked}>
<label for="${id}">${escaped(label)}</label>
<div class="panel">
${marked.parse(text, { async: false })}</div>`
  })
  return `<div class="tabs" role="group" aria-label="Languages">
${parts.join('\n')}
</div>
`
}

/** The paths of fields may be longer than a narrow screen is wide. */
function breakable(html: string): string {
  return html.replaceAll(/<code[^>]*>[^<]*<\/code>/g, (path) => path.replaceAll('.', '.<wbr>'))
}

/** The name of a heading in addresses. */
export function idOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

const marked = new Marked({
  renderer: {
    // HTML in the document's texts is shown as text.
    html: ({ text }) => escaped(text),
    heading({ tokens, depth, text }) {
      const id = idOf(text)
      const content = this.parser.parseInline(tokens)
      if (depth === 1) return `<h1>${content}</h1>\n`
      const name = `Link to: ${escaped(text.replaceAll('`', ''))}`
      return `<h${depth} id="${id}">${content} <a class="anchor" href="#${id}" aria-label="${name}">#</a></h${depth}>\n`
    },
    code: ({ text, lang = '' }) => {
      const isKnown = hljs.getLanguage(lang) !== undefined
      const content = isKnown ? hljs.highlight(text, { language: lang }).value : escaped(text)
      return `<div class="code"><pre tabindex="0"><code>${content}</code></pre></div>\n`
    },
    codespan: ({ text }) => `<code${text.length <= 24 ? ' class="name"' : ''}>${escaped(text)}</code>`,
    paragraph({ tokens }) {
      const isQuiet = tokens.length === 1 && tokens[0]?.type === 'em'
      return `<p${isQuiet ? ' class="source"' : ''}>${this.parser.parseInline(tokens)}</p>\n`
    },
    link({ href, title, tokens }) {
      const target = /^[a-z]+:/.test(href) ? href : href.replace(/\.md(?=$|#)/, '.html')
      const tip = title ? ` title="${escaped(title)}"` : ''
      return `<a href="${escaped(target)}"${tip}>${this.parser.parseInline(tokens)}</a>`
    },
    table({ header, rows }) {
      const inline = (cell: Tokens.TableCell | undefined) => this.parser.parseInline(cell?.tokens ?? [])
      const labels = header.map(({ text }) => escaped(text))
      const head = header
        .map((cell) => (cell.text === '' ? '<td></td>' : `<th scope="col">${inline(cell)}</th>`))
        .join('')
      const body = rows.map(([first, ...cells]) => {
        const rest = cells.map((cell, index) => `<td data-label="${labels[index + 1]}">${inline(cell)}</td>`)
        return `<tr><th scope="row">${breakable(inline(first))}</th>${rest.join('')}</tr>`
      })
      return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n`
    },
  },
})
