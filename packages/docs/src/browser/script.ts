// The script of our own pages. Without it every page can be read; it looks errors up, copies code and sets the theme.
import type { Closest } from './closest.ts'
import type { LookUpEntry } from './entry.ts'
import { type LookUp, lookUp } from './look-up.ts'

/** The documented cases; the build puts them here. */
declare const entries: LookUpEntry[]

/** Where Redoc, too, keeps the theme that a reader chose. */
const themeKey = 'redoc.colorMode'

for (const form of document.querySelectorAll<HTMLFormElement>('form.look-up')) startLookUp(form)
for (const block of document.querySelectorAll<HTMLElement>('.code')) addCopyButton(block)
for (const button of document.querySelectorAll<HTMLButtonElement>('button.theme')) startTheme(button)

function startLookUp(form: HTMLFormElement): void {
  const field = form.querySelector('textarea')
  const output = form.querySelector<HTMLElement>('[role=status]')
  const list = form.querySelector('ul')
  if (field === null || output === null || list === null) return
  form.hidden = false
  const root = form.dataset['root'] ?? ''
  const update = () => {
    const found = lookUp(field.value, entries)
    const isEmpty = field.value.trim() === ''
    output.textContent = isEmpty ? '' : summaryOf(found)
    const items = [
      ...found.cases.map((entry) => itemOf(entry, root)),
      ...found.closest.map((closest) => closestItemOf(closest, root)),
    ]
    list.replaceChildren(...(isEmpty ? [] : items))
    return found
  }
  const open = () => {
    const found = update()
    const [first, ...others] = found.cases
    if (first !== undefined && others.length === 0 && isCertain(found)) location.href = root + first.page
  }
  field.addEventListener('input', update)
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    open()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    open()
  })
  // A page for an address that does not exist begins with the last part of that address.
  if (form.dataset['fromAddress'] !== undefined) {
    field.value = location.pathname.split('/').filter(Boolean).at(-1) ?? ''
  }
  if (field.value !== '') update()
}

/** Whether a single case is what the text means. Otherwise it is shown, and the reader decides. */
function isCertain({ by, isUnknownBody }: LookUp): boolean {
  return !isUnknownBody && (by === 'body' || by === 'code' || by === 'words')
}

function summaryOf({ by, cases, isUnknownBody, closest }: LookUp): string {
  if (isUnknownBody && cases.length > 0) {
    return 'This body is no documented case. It contains the code or the message of:'
  }
  if (isUnknownBody) return 'This body is no documented case. What it means is not known.'
  if (closest.length > 0) {
    return 'No documented case has this code or all of these words. Closest, and not an answer, are the cases with some of them:'
  }
  if (cases.length === 0) {
    return 'No documented case has this code or these words. Try fewer words, or paste the whole body.'
  }
  if (by === 'message') return 'The text contains the message of:'
  if (by === 'spelling') {
    return 'No documented code is spelled like this. Without hyphens, underscores and full stops it is the code of:'
  }
  if (by === 'status') return 'The text contains no documented code. Documented with its HTTP status:'
  if (cases.length === 1) return by === 'body' ? 'This body is the case:' : 'One case:'
  if (by !== 'code') return `${cases.length} cases:`
  const isOneCode = new Set(cases.map(({ code }) => code)).size === 1
  return isOneCode ? `${cases.length} cases share this code:` : `${cases.length} cases have these codes:`
}

function itemOf({ name, title, status, mark, message, page }: LookUpEntry, root: string): HTMLLIElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = root + page
  link.textContent = `${name}: ${title}`
  const facts = document.createElement('p')
  facts.textContent = [status === null ? mark : `status ${status}, ${mark}`, message].join(': ')
  item.append(link, facts)
  return item
}

function closestItemOf({ entry, words }: Closest, root: string): HTMLLIElement {
  const item = itemOf(entry, root)
  const shared = document.createElement('p')
  shared.textContent = `It has: ${words.join(', ')}.`
  item.append(shared)
  return item
}

function addCopyButton(block: HTMLElement): void {
  const code = block.querySelector('code, samp')
  if (code === null) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  const name = block.dataset['name']
  const say = (text: string) => {
    button.textContent = text
    if (name !== undefined) button.setAttribute('aria-label', `${text}: ${name}`)
  }
  say('Copy')
  button.addEventListener('click', async () => {
    say((await copy(code)) ? 'Copied' : 'Press Ctrl+C')
    setTimeout(() => say('Copy'), 2000)
  })
  block.append(button)
}

/** Copies the text of an element; where the browser forbids it, selects the text. */
async function copy(code: Element): Promise<boolean> {
  const text = code.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return false
  }
}

function startTheme(button: HTMLButtonElement): void {
  button.hidden = false
  const { classList } = document.documentElement
  const show = () => button.setAttribute('aria-pressed', String(classList.contains('dark')))
  show()
  button.addEventListener('click', () => {
    const [next, before] = classList.contains('dark') ? ['light', 'dark'] : ['dark', 'light']
    classList.replace(before, next)
    // Without storage the choice holds for this page.
    try {
      localStorage.setItem(themeKey, next)
    } catch {}
    show()
  })
}
