import type { Case, ErrorCase } from '@kaleyra-reactions/model/cases'
import { tableOf } from '@kaleyra-reactions/model/markdown'
import { textMember } from '@kaleyra-reactions/model/member'
import { sampleReactionOf } from '@kaleyra-reactions/model/operations'
import { acceptanceInWords, scopeInWords } from '@kaleyra-reactions/model/wording'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { blocks, code, fence, json, type Link, linksFrom, type Page } from '../page.ts'
import { casesOfCode, mockUrl, model, type PagePath, pathOf, sending } from '../site.ts'
import { sourceLine } from '../sources.ts'

const { to, emoji } = sampleReactionOf(document)

/** The list of all errors. */
export const errorsPage: Page = {
  path: 'errors/',
  title: 'WhatsApp and Kaleyra error codes of reactions · Kaleyra Reactions',
  description: 'The errors of a reaction: what they mean, and what to do.',
  content: [
    '# Errors',
    { form: 'look-up' },
    'Two errors can share a code. The member inside `error` then tells them apart.',
    caseTable(linksFrom('errors/'), model.errorCases),
    'Not in this list? See [Other problems](../nothing-fits/index.md).',
  ],
}

/** A page for each error, and a list for each code that several share. */
export const errorPages: Page[] = model.errorCases.flatMap((found) => {
  const { code: wire = '' } = found
  const [first, ...others] = casesOfCode(wire)
  // Where a case has the name of the code, its page says which others share it.
  const hasList = others.length > 0 && model.errorCases.every(({ name }) => name !== wire)
  return first?.name === found.name && hasList ? [listOf(wire), pageOf(found)] : [pageOf(found)]
})

/** Errors in a table, each with its page. */
export function caseTable(link: Link, cases: readonly ErrorCase[]): string {
  const rows = cases.map((found) => [...cellsOf(link, found), found.error.action])
  return tableOf(['Error', 'Arrives as', 'What to do'], rows)
}

/** The same without what to do, for a page that says more. */
export function shortCaseTable(link: Link, cases: readonly ErrorCase[]): string {
  return tableOf(
    ['Error', 'Arrives as'],
    cases.map((found) => cellsOf(link, found)),
  )
}

function cellsOf(link: Link, found: ErrorCase): string[] {
  return [`[${labelOf(found)}](${link(pathOf(found))}): ${titleOf(found)}`, arrivalOf(found)]
}

/** The member inside `error` matters where others share the code. */
function arrivalOf({ status, code: wire = '', key }: Case): string {
  if (status === undefined) return 'callback'
  return casesOfCode(wire).length > 1 ? `${status}, ${code(`error.${key}`)}` : `${status}`
}

/** The title of a case in human words: Kaleyra's titles begin with the status. */
export function titleOf({ title }: Case): string {
  return title.replace(/^\d{3} /, '')
}

/** The text of a case on the wire: Kaleyra's, or Meta's in a callback. */
function messageOf(body: unknown): string {
  const own = textMember(body, 'message') ?? textMember(body, 'reason')
  if (own !== undefined || typeof body !== 'object' || body === null) return own ?? ''
  return (
    Object.values(body)
      .map(messageOf)
      .find((text) => text !== '') ?? ''
  )
}

/** What people call an error: its code, or its name where others share the code. */
function labelOf({ name, code: wire }: Case): string {
  return wire === undefined || casesOfCode(wire).length > 1 ? name : wire
}

function pageOf(found: ErrorCase): Page {
  const { name, code: wire = name, key, channel, status, error, body, meaning } = found
  const label = labelOf(found)
  const path = pathOf(found)
  const { note, causes = [], actor, action, retry, scope } = error
  const whose = /^\d+$/.test(wire) ? 'WhatsApp' : 'Kaleyra'
  return {
    path,
    title: `${whose} error ${label}: ${titleOf(found)}`,
    description: `${meaning} ${action}`,
    content: [
      `# ${label}: ${titleOf(found)}`,
      [
        `- Message: ${code(messageOf(body))}`,
        `- Code: ${code(wire)}${key === undefined ? '' : `, with ${code(`error.${key}`)}`}`,
        `- Arrives as: ${status === undefined ? 'a callback, after the call was accepted' : `the response to the call, with status ${status}`}`,
      ].join('\n'),
      '## What happened',
      meaning,
      causes.length > 0 ? 'Possible causes:' : undefined,
      causes.map((cause) => `- ${cause}`).join('\n'),
      note,
      '## What to do',
      `> ${action}`,
      `Who acts: ${actor}. The error affects ${scopeInWords(scope)}.`,
      '## Was the reaction accepted?',
      acceptanceInWords(error.mayHaveBeenAccepted),
      '## When to try again',
      retry.advice,
      sourceLine(error['x-source']),
      lookAlikes(path, [found]),
      found.operationId === sending.operationId || channel === 'callback' ? programs(found) : undefined,
      status === undefined ? '## The callback' : '## The exact response',
      json(body),
      channel === 'callback' ? sourceLine(shapeSourceOf(found)) : undefined,
    ],
  }
}

/** The page of a code that several errors share. */
function listOf(wire: string): Page {
  const path = `errors/${wire}/` as const
  const cases = casesOfCode(wire)
  return {
    path,
    title: `Kaleyra error ${wire}: several meanings`,
    description: `The code ${wire} has several meanings. The member inside error tells you which.`,
    content: [
      `# ${wire}: one code, several errors`,
      'The member inside `error` tells you which one it is.',
      caseTable(linksFrom(path), cases),
      lookAlikes(path, cases),
    ],
  }
}

/** Other errors with the same code, or with one that differs by nothing but a hyphen or the case of a letter. */
function lookAlikes(path: PagePath, shown: readonly ErrorCase[]): string | undefined {
  const bare = ({ name, code: wire = name }: Case) => wire.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const others = model.errorCases.filter(
    (each) => !shown.includes(each) && shown.some((found) => bare(found) === bare(each)),
  )
  return others.length === 0
    ? undefined
    : blocks('## Not to be confused with', caseTable(linksFrom(path), others))
}

function programs(found: ErrorCase): string {
  const { name, channel, code: wire } = found
  const link = linksFrom(pathOf(found))
  const isCallback = channel === 'callback'
  const send = `kaleyra-reactions send --base-url ${mockUrl} --to ${to} --message-id wamid.${name} ${emoji}`
  return blocks(
    '## In a program',
    isCallback
      ? '`body` is the parsed JSON body of the callback.'
      : `Create \`client\` as [on the first page](${link('#send-your-first-reaction')}). \`reaction\` is what you send with it.`,
    fence('js', isCallback ? callbackProgram(wire ?? name) : responseProgram(name)),
    `To get this ${channel} from [the mock](${link('#without-an-account')}), ${isCallback ? 'start it with `--callback-url` and the address of your server, then ' : ''}use the message id ${code(`wamid.${name}`)}:`,
    fence('sh', send),
  )
}

function responseProgram(name: string): string {
  return `import { isApiError } from '@kaleyra-reactions/client'

try {
  await client.sendReaction(reaction)
} catch (error) {
  if (!isApiError(error, '${name}')) throw error
  console.error(error.message)
}`
}

function callbackProgram(wire: string): string {
  return `import { parseCallback } from '@kaleyra-reactions/client/webhooks'

for (const event of parseCallback(body)) {
  if (event.type !== 'status' || event.code !== '${wire}') continue
  console.error(event.reason, event.extraInfo.ref)
}`
}

/** The source of the shape of a callback; that of a response is Kaleyra's page. */
function shapeSourceOf({ operationId, name }: Case) {
  const callback = model.callbacks.find((each) => each.operationId === operationId)
  const sample = callback?.body?.samples.find((each) => each.name === name)
  return sample?.example['x-source']
}
