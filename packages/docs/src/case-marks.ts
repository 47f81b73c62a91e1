import { parseCallback } from '@kaleyra-reactions/client/webhooks'
import type { Case } from '@kaleyra-reactions/model/cases'
import { textMember } from '@kaleyra-reactions/model/member'
import type { LookUpEntry } from './browser/entry.ts'
import { exampleLink } from './reference-links.ts'
import { model, operationOf } from './site-document.ts'

/** Kaleyra's or Meta's text in the body of a case. */
export function messageOf(body: unknown): string {
  const [text = ''] = parseCallback(body).flatMap((event) => (event.type === 'status' ? [event.reason] : []))
  return textMember(body, 'message') ?? text
}

/** What the look-up of the pages knows: every error, and the success, which a reader may paste as well. */
export function lookUpEntries(): LookUpEntry[] {
  return model.cases.map((found) => ({
    name: found.name,
    title: found.title,
    code: found.code ?? found.name,
    status: found.status ?? null,
    mark: markOf(found),
    message: messageOf(found.body),
    words: wordsOf(found),
    page: found.error ? `errors/${found.name}/index.html` : successPlace(found),
  }))
}

function markOf({ channel, key }: Case): string {
  if (channel === 'callback') return 'a callback after the call was accepted'
  return key === undefined ? 'no error' : `error.${key}`
}

function wordsOf({ meaning, error }: Case): string {
  const { note = '', causes = [], action = '' } = error ?? {}
  return [meaning, note, ...causes, action].join(' ')
}

function successPlace(found: Case): string {
  return exampleLink(operationOf(found.operationId), found)
}
