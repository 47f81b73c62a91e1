/** The response body of every server of a run. It has the fields that the peers look for, all in one. */
export const responseBody: string = JSON.stringify({
  code: 'WA202',
  message: 'Request Accepted',
  data: { message_id: 'AXXXXXXXXXXXXXXXXXXX' },
  error: {},
  messaging_product: 'whatsapp',
  contacts: [{ input: '919000000002', wa_id: '919000000002' }],
  messages: [{ id: 'wamid.Y' }],
})

/** Responds without network, with the JSON work of a server: it parses the request, and makes a fresh `Response`. */
export const fetchInMemory: typeof globalThis.fetch = async (input, init) => {
  JSON.parse(input instanceof Request ? await input.text() : String(init?.body))
  return new Response(responseBody, { status: 202, headers: { 'content-type': 'application/json' } })
}
