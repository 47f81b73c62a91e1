import type { CallbackExample, Contract } from './document.ts'

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

/** Where callbacks go, and with which headers: the credential of the callback profile. */
export interface CallbackOptions {
  callbackUrl?: string | undefined
  callbackHeaders?: Record<string, string> | undefined
}

/** Posts a callback for an accepted request; what goes wrong is in the delivery. */
export async function deliver(
  example: CallbackExample,
  request: unknown,
  contract: Contract,
  { callbackUrl = '', callbackHeaders }: CallbackOptions,
): Promise<Delivery> {
  const { name, source, check } = example
  const body = bodyOf(example, request, contract)
  const delivery = { name, source, body }
  try {
    const problems = check(body)
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
function bodyOf({ value }: CallbackExample, request: unknown, { document }: Contract): unknown {
  const { messaging_object: message, extra_info: given } = Object(request)
  const fields = document.components.schemas['ExtraInfo']?.properties ?? {}
  const refs = Object.entries(fields).flatMap(([name, { 'x-truncated-at': limit }]) => {
    const text: unknown = Object(given)[name]
    return limit === undefined || typeof text !== 'string' ? [] : [[name, text.slice(0, limit)]]
  })
  const [recipient = ''] = String(Object(message).to).replace(/[\s+]/g, '').split(',')
  return JSON.parse(JSON.stringify(value), (key, member) => {
    if (key === 'recipient_id') return recipient
    if (key !== 'extra_info') return member
    const rest = Object.entries(Object(member)).filter(([name]) => !Object.hasOwn(fields, name))
    return Object.fromEntries([...rest, ...refs])
  })
}
