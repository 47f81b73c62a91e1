// What Redoc's page lacks: it goes by what Redoc renders, each time that Redoc renders a part of the page.

/** Defined by redoc.js, which loads beside the page. */
declare const Redoc: { hydrate(definition: object, options: object, element: Element | null): void }

declare global {
  interface Window {
    startRedoc(definition: object, options: object, element: Element | null): void
  }
}

/** The text behind the name of a view in the title of the window. */
const siteTitle = document.title

window.startRedoc = (definition, options, element) => {
  // Deferred scripts have run by then, redoc.js among them.
  addEventListener('DOMContentLoaded', () => Redoc.hydrate(definition, options, element))
}

let isScheduled = false
new MutationObserver(() => {
  if (isScheduled) return
  isScheduled = true
  requestAnimationFrame(() => {
    isScheduled = false
    showRedoc()
    nameParts()
    nameOverlays()
    nameView()
  })
}).observe(document, { characterData: true, childList: true, subtree: true })

/** Until Redoc has rendered, the page shows the request and the errors without it. Paper never shows Redoc. */
function showRedoc(): void {
  const search = document.querySelector('[data-testid="search-trigger"]')
  // Redoc's static markup says that the search is loading.
  if (search === null || search.textContent?.includes('Loading')) return
  document.getElementById('before')?.remove()
  document.getElementById('own-style')?.setAttribute('media', 'print')
}

/** Adds names, roles and states for assistive technology. */
function nameParts(): void {
  const menu = document.querySelector('.menu-content')
  menu?.setAttribute('role', 'navigation')
  menu?.setAttribute('aria-label', 'Reference')
  for (const code of document.querySelectorAll('pre')) code.tabIndex = 0
  for (const picker of document.querySelectorAll('button[aria-label^="Example"]')) {
    picker.setAttribute('aria-label', `Example: ${picker.textContent}`)
  }
  for (const nested of document.querySelectorAll<HTMLElement>('[data-schema-nested-open]')) {
    const toggle = nested.querySelector('button')
    const [, path = 'the body'] = nested.closest('[id*="path="]')?.id.split('path=') ?? []
    toggle?.setAttribute('aria-label', `Fields of ${path}`)
    toggle?.setAttribute('aria-expanded', nested.dataset['schemaNestedOpen'] ?? 'false')
  }
  const theme = document.querySelector('[data-testid="color-mode-switcher"]')
  theme?.setAttribute('aria-label', 'Dark theme')
  theme?.setAttribute('aria-pressed', String(document.documentElement.classList.contains('dark')))
  let level = 0
  for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')) {
    level = Math.min(Number(heading.tagName[1]), level + 1)
    heading.setAttribute('aria-level', String(level))
  }
  for (const search of document.querySelectorAll<HTMLElement>('[data-testid="search-trigger"]')) {
    if (search.tabIndex === 0) continue
    search.tabIndex = 0
    search.setAttribute('role', 'button')
    search.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' || key === ' ') search.click()
    })
  }
}

/** Redoc puts what opens behind everything else, outside of every landmark. */
function nameOverlays(): void {
  const search = document.querySelector('[data-testid="search-dialog"]')
  search?.setAttribute('role', 'dialog')
  search?.setAttribute('aria-modal', 'true')
  search?.setAttribute('aria-label', 'Search the reference')
  search?.querySelector('input')?.setAttribute('aria-label', 'Search the reference')
  for (const part of search?.querySelectorAll('header, footer') ?? []) part.setAttribute('role', 'none')
  for (const overlay of document.querySelectorAll('body > div:not(#content)')) {
    if (overlay.childElementCount === 0 || overlay.querySelector('[data-testid="search-dialog"]') !== null)
      continue
    const isMenu = overlay.querySelector('[role="menuitem"]') !== null
    overlay.setAttribute('role', isMenu ? 'region' : 'dialog')
    overlay.setAttribute('aria-label', isMenu ? 'Choices' : 'Details')
    for (const button of overlay.querySelectorAll('button')) {
      if (button.textContent === '') button.setAttribute('aria-label', 'Close')
    }
  }
}

/** Names the view in the title of the window. */
function nameView(): void {
  const [, route = ''] = /^#\/([^#]*)/.exec(location.hash) ?? []
  const name = document.getElementById(route)?.querySelector('h1, h2, h3')?.textContent
  const title = name ? `${name} · ${siteTitle}` : siteTitle
  if (document.title !== title) document.title = title
}
