import { member, memberNames, textMember } from '@kaleyra-reactions/model/member'
import type { CallbackExample, Contract } from './contract.ts'
import { parseBody } from './exchange.ts'

/** A callback that was delivered, or should have been. */
export interface Delivery {
  /** Name of the document's example. */
  name: string
  /** Where the document has this callback from: page, vendor, meta or assumption. */
  source: string
  body: unknown
  /** The status that the receiver responded with. */
  status?: number | undefined
  /** Why it did not arrive. */
  error?: string | undefined
}

/** What a callback is made of, and where it goes. */
export interface CallbackOrder {
  callback: CallbackExample
  /** The body of the accepted request. */
  text: string
  contract: Contract
  url: string
  headers?: Record<string, string> | undefined
}

/** Posts the callback of an accepted request. It never throws: the delivery says what went wrong. */
export async function deliverCallback(order: CallbackOrder): Promise<Delivery> {
  const { callback, contract, url } = order
  const { name, source } = callback
  const body = bodyOf(order)
  const delivery = { name, source, body }
  try {
    const problems = contract.checkCallback(body)
    if (problems.length > 0) throw new Error(`It contradicts the document: ${problems.join('; ')}`)
    const headers = { ...order.headers, 'content-type': 'application/json', 'x-source': source }
    const init = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' } as const
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return { ...delivery, status: response.status }
  } catch (error) {
    return { ...delivery, error: reasonOf(error) }
  }
}

/** The document's example with two things of the request: its recipient, and its extra_info cut to the documented limits. */
function bodyOf({ callback, text, contract }: CallbackOrder): unknown {
  const request = parseBody(text)
  const fields = contract.document.components.schemas['ExtraInfo']?.properties ?? {}
  const references: Record<string, string> = {}
  for (const [name, { 'x-truncated-at': limit }] of Object.entries(fields)) {
    const reference = textMember(member(request, 'extra_info'), name)
    if (limit !== undefined && reference !== undefined) references[name] = reference.slice(0, limit)
  }
  const to = textMember(member(request, 'messaging_object'), 'to') ?? ''
  const [recipient = ''] = to.replace(/[\s+]/g, '').split(',')
  return JSON.parse(JSON.stringify(callback.example.value), (key, value: unknown) => {
    if (key === 'recipient_id') return recipient
    if (key !== 'extra_info') return value
    const others = memberNames(value).filter((name) => !Object.hasOwn(fields, name))
    return { ...Object.fromEntries(others.map((name) => [name, member(value, name)])), ...references }
  })
}

/** Why a callback failed. `fetch` itself only says that it failed; the reason is in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = member(error, 'cause')
  const reason = textMember(cause, 'code') ?? textMember(cause, 'message') ?? textMember(error, 'message')
  return reason ?? String(error)
}
