import { escaped, htmlOf, partsOf } from './markdown.ts'
import { type Page, rootOf } from './page.ts'
import { errorPages } from './pages/errors.ts'
import { model, repositoryUrl, siteUrl } from './site.ts'

/** The pages of the site's head, by their names there. */
const places: Readonly<Record<string, string>> = {
  Overview: '',
  Request: 'request/',
  Callbacks: 'callbacks/',
  Errors: 'errors/',
  'Other problems': 'nothing-fits/',
  Reference: 'reference/',
}

/** The HTML of a page of ours. Its styles and scripts are files, so that a strict policy holds. */
export function pageHtml(page: Page, root: string = rootOf(page.path)): string {
  const { path, title, description, content, isNotFound = false } = page
  const twin = isNotFound ? '' : '<link rel="alternate" type="text/markdown" href="index.md">\n'
  return `<!DOCTYPE html>
<html lang="en">
<head>
${headOf(title, description, path, root)}
${twin}<script src="${root}site.js" defer></script>
</head>
<body>
${siteHeader(path, root)}
<div class="page">
${sideOf(page, root)}
<main id="content" tabindex="-1">
${htmlOf(content, lookUpForm(root))}</main>
</div>
${siteFooter(root)}
</body>
</html>
`
}

/** What stands in the head of every page. */
export function headOf(title: string, description: string, path: string, root: string): string {
  const address = siteUrl === undefined ? undefined : escaped(siteUrl + path)
  return [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<meta name="description" content="${escaped(description)}">`,
    `<meta property="og:title" content="${escaped(title)}">`,
    `<meta property="og:description" content="${escaped(description)}">`,
    ...(address
      ? [`<meta property="og:url" content="${address}">`, `<link rel="canonical" href="${address}">`]
      : []),
    `<link rel="icon" href="${root}favicon.svg">`,
    `<link rel="stylesheet" href="${root}site.css">`,
  ].join('\n')
}

/** The head of every page, Redoc's included. */
export function siteHeader(path: string, root: string): string {
  const items = Object.entries(places).map(([name, place]) => {
    const isCurrent = place === '' ? path === '' : path.startsWith(place)
    return `<li><a href="${root}${place}index.html"${isCurrent ? ' aria-current="page"' : ''}>${name}</a></li>`
  })
  return `<a class="skip" href="#content">Skip to the content</a>
<header class="site">
<p class="brand"><a href="${root}index.html"><img alt="" src="${root}favicon.svg" width="24" height="24">Kaleyra Reactions</a></p>
<nav aria-label="Site">
<ul>
${items.join('\n')}
</ul>
</nav>
</header>`
}

/** The foot of every page, Redoc's included. */
export function siteFooter(root: string): string {
  const { page, license, version } = model
  const links = [
    `<a href="${root}about/index.html">About the API</a>`,
    `<a href="${root}clients/index.html">Clients in other languages</a>`,
    `<a href="${root}openapi.yaml">OpenAPI document</a>`,
    `<a href="${root}llms.txt">llms.txt</a>`,
    ...(repositoryUrl ? [`<a href="${escaped(repositoryUrl)}">Repository</a>`] : []),
    `<a href="https://spdx.org/licenses/${license?.identifier}.html">${license?.name} licence</a>`,
  ]
  return `<footer class="site">
<p><strong>Unofficial</strong>: not made or endorsed by Kaleyra. Generated from one OpenAPI document, version ${version}, which describes <a href="${escaped(page?.url ?? '')}">${escaped(page?.description ?? '')}</a>.</p>
<ul>
${links.map((each) => `<li>${each}</li>`).join('\n')}
</ul>
</footer>`
}

/** On pages of errors all errors, on others the parts of the page. */
function sideOf({ path, content }: Page, root: string): string {
  if (!path.startsWith('errors/')) {
    const parts = partsOf(content).map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)
    return navigationOf('On this page', parts)
  }
  const items = errorPages.map((each) => {
    const title = escaped(each.title.replace(/^\w+ error /, ''))
    const current = each.path === path ? ' aria-current="page"' : ''
    return `<li><a href="${root}${each.path}index.html"${current}>${title}</a></li>`
  })
  return navigationOf('Errors', items)
}

function navigationOf(name: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  return `<nav class="side" aria-label="${name}">
<p>${name}</p>
<ul>
${items.join('\n')}
</ul>
</nav>`
}

function lookUpForm(root: string): string {
  return `<form class="look-up" data-root="${root}" hidden>
<label for="look-up">Look up an error</label>
<div class="field">
<textarea id="look-up" rows="1" spellcheck="false" autocomplete="off" autocapitalize="off" aria-describedby="look-up-help"></textarea>
<button type="submit">Look up</button>
</div>
<p id="look-up-help">Enter a code, a status, a log line, some words, or a whole response or callback.</p>
<div class="found" role="status"></div>
</form>
<noscript><p>To find an error, search this page for its code.</p></noscript>
`
}
