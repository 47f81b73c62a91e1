import { acceptedId, reaction } from './sample.ts'

/** An answer as it goes over the wire. */
export interface Answer {
  status: number
  text: string
}

/** Parses the request and makes the success each vendor would answer with; 400 where no reaction was asked for. */
export function answerTo(url: string, body: string): Answer {
  const request = JSON.parse(body)
  const { emoji } = Object(request.messaging_object?.reaction ?? request.reaction)
  if (emoji !== reaction.emoji) return { status: 400, text: '{"error":{"message":"no reaction"}}' }
  if (url.includes('/whatsapp/')) {
    const accepted = { code: 'WA202', message: 'Request Accepted', data: { message_id: acceptedId }, error: {} }
    return { status: 202, text: JSON.stringify(accepted) }
  }
  if (url.endsWith('/v1/messages')) return { status: 202, text: JSON.stringify({ message_uuid: acceptedId }) }
  const contacts = [{ input: request.to, wa_id: request.to }]
  const accepted = { messaging_product: 'whatsapp', contacts, messages: [{ id: acceptedId }] }
  return { status: 200, text: JSON.stringify(accepted) }
}

/** A `fetch` that answers from memory. */
export const answerInMemory: typeof fetch = async (input, init) => {
  const isRequest = input instanceof Request
  const body = isRequest ? await input.text() : String(init?.body)
  const { status, text } = answerTo(isRequest ? input.url : String(input), body)
  return new Response(text, { status, headers: { 'content-type': 'application/json' } })
}

/** The runtime's `fetch`, led to `baseUrl` whatever host is asked for: for a peer whose address is fixed. */
export function redirectTo(baseUrl: string): typeof fetch {
  const { fetch } = globalThis
  return (input, init) => fetch(String(input).replace(/^https:\/\/[^/]+/, baseUrl), init)
}
