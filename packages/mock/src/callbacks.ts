import type { CallbackExample, Contract } from './document.ts'
import { parse } from './engine.ts'
import type { MockOptions } from './options.ts'

/** A callback that went out, or should have. */
export interface Delivery {
  /** Name of the document's example. */
  name: string
  /** Who says that it looks like this: page, vendor, meta or assumption. */
  source: string
  body: unknown
  /** What the receiver answered. */
  status?: number | undefined
  /** Why it did not arrive. */
  error?: string | undefined
}

/** Posts a callback for an accepted request with that body; what goes wrong is in the delivery. */
export async function deliver(
  [name, { value, 'x-source': source = 'assumption' }]: CallbackExample,
  text: string,
  contract: Contract,
  { callbackUrl = '', callbackHeaders }: MockOptions,
): Promise<Delivery> {
  const body = bodyOf(value, text, contract)
  const delivery = { name, source, body }
  try {
    const problems = contract.checkCallback(body)
    if (problems.length > 0) throw new Error(`It contradicts the document: ${problems.join('; ')}`)
    const headers = { ...callbackHeaders, 'content-type': 'application/json', 'x-source': source }
    const init = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' } as const
    const response = await fetch(callbackUrl, { ...init, signal: AbortSignal.timeout(5000) })
    await response.body?.cancel()
    return { ...delivery, status: response.status }
  } catch (error) {
    const { message, cause } = Object(error)
    return { ...delivery, error: String(cause?.code ?? cause?.message ?? message) }
  }
}

/** The document's example with what the request gave: its recipient, and its extra_info cut to the documented limits. */
function bodyOf(value: unknown, text: string, { document }: Contract): unknown {
  const { messaging_object: message, extra_info: given } = Object(parse(text))
  const fields = document.components.schemas['ExtraInfo']?.properties ?? {}
  const refs = Object.entries(fields).flatMap(([name, { 'x-truncated-at': limit }]) => {
    const ref: unknown = Object(given)[name]
    return limit === undefined || typeof ref !== 'string' ? [] : [[name, ref.slice(0, limit)]]
  })
  const [recipient = ''] = String(Object(message).to).replace(/[\s+]/g, '').split(',')
  return JSON.parse(JSON.stringify(value), (key, member) => {
    if (key === 'recipient_id') return recipient
    if (key !== 'extra_info') return member
    const rest = Object.entries(Object(member)).filter(([name]) => !Object.hasOwn(fields, name))
    return Object.fromEntries([...rest, ...refs])
  })
}
