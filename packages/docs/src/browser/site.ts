// The script of our own pages. Each page can be read without it; it looks errors up, copies code and remembers the
// language.
import { type LookUp, lookUp } from '@kaleyra-reactions/model/look-up'
import type { Entries } from '../look-up-entries.ts'

/** The build puts them here. */
declare const entries: Entries

type Found = LookUp<Entries['cases'][number], Entries['situations'][number]>

for (const form of document.querySelectorAll<HTMLFormElement>('form.look-up')) startLookUp(form)
for (const block of document.querySelectorAll<HTMLElement>('.code')) addCopyButton(block)
startTabs()

function startLookUp(form: HTMLFormElement): void {
  const field = form.querySelector('textarea')
  const output = form.querySelector<HTMLElement>('.found')
  if (field === null || output === null) return
  form.hidden = false
  const root = form.dataset['root'] ?? ''
  const update = () => {
    const found = lookUp(field.value, entries)
    const isEmpty = field.value.trim() === ''
    output.replaceChildren(...(isEmpty ? [] : resultOf(found, root)))
    return found
  }
  const open = () => {
    const { isCertain, cases } = update()
    const pages = new Set(
      cases.map((each) => (cases.length > 1 ? `errors/${each.code}/index.html` : each.page)),
    )
    const [page] = pages
    if (isCertain && pages.size === 1 && page !== undefined) location.href = root + page
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
  if (field.value !== '') update()
}

function resultOf(found: Found, root: string): HTMLElement[] {
  const summary = document.createElement('p')
  summary.textContent = summaryOf(found)
  const list = document.createElement('ul')
  list.className = 'results'
  for (const each of found.cases)
    list.append(itemOf(`${each.name}: ${each.title}`, each.meaning, root + each.page))
  const others = found.by === 'undescribed' ? entries.situations.filter((each) => each.isOfOtherCodes) : []
  for (const { title, page } of [...found.situations, ...others]) list.append(itemOf(title, '', root + page))
  if (list.childElementCount === 0)
    list.append(itemOf('Other problems', '', `${root}nothing-fits/index.html`))
  return [summary, list]
}

function summaryOf({ by, cases, situations, undescribed }: Found): string {
  const count = cases.length + situations.length
  switch (by) {
    case 'code':
      return count === 1 ? 'One error has this code:' : `${count} errors share this code:`
    case 'body':
      return 'This is the response or callback of:'
    case 'message':
      return 'This is the message of:'
    case 'spelling':
      return 'No code is spelled like this. Did you mean one of these?'
    case 'mention':
      return 'The text contains the code or the message of:'
    case 'undescribed':
      return `Not described here: ${undescribed.join(', ')}.`
    case 'status':
      return cases.length > 0
        ? 'Documented with this HTTP status:'
        : 'No error is documented with this HTTP status. What is known:'
    case 'sign':
      return 'This is not a documented error. What is known about it:'
    case 'words':
      return 'No exact match. These contain some of the words:'
    default:
      return 'No documented error has this code or these words.'
  }
}

function itemOf(name: string, text: string, address: string): HTMLLIElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = address
  link.textContent = name
  item.append(link)
  if (text !== '') item.append(` ${text}`)
  return item
}

function addCopyButton(block: HTMLElement): void {
  const code = block.querySelector('code')
  if (code === null) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    button.textContent = (await copy(code)) ? 'Copied' : 'Press Ctrl+C'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
  block.append(button)
}

/** Copies the text of an element; where the browser forbids it, selects the text. */
async function copy(code: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code.textContent ?? '')
    return true
  } catch {
    getSelection()?.selectAllChildren(code)
    return false
  }
}

/** The language that a reader chose holds for every group of tabs, and for the next page. */
function startTabs(): void {
  const tabs = [...document.querySelectorAll<HTMLInputElement>('.tabs > input')]
  const choose = (language: string | null) => {
    for (const tab of tabs) if (tab.value === language) tab.checked = true
  }
  choose(localStorage.getItem('language'))
  for (const tab of tabs)
    tab.addEventListener('change', () => {
      localStorage.setItem('language', tab.value)
      choose(tab.value)
    })
}
