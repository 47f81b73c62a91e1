import { startMock } from '@kaleyra-reactions/mock'
import { startStockPrism } from '@kaleyra-reactions/mock/stock-prism'
import {
  casesOf,
  examplesOf,
  type OpenapiDocument,
  operationsOf,
  sampleOf,
} from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import * as operations from '../src/generated/operations.ts'
import { createClient, createTransport, InvalidInputError, isApiError, type Transport } from '../src/index.ts'

const [mock, stock] = await Promise.all([startMock(), startStockPrism()])
afterAll(() => Promise.all([mock.close(), stock.close()]))
const servers = { 'the mock': mock.url, 'stock Prism': stock.url }

const document: OpenapiDocument = bundled
const reaction = {
  to: '+919000000002',
  messageId: 'wamid.HBgLMxxx',
  emoji: '😀',
  extraInfo: { ref: 'customer1' },
}
const settings = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '+919000000001', baseUrl: mock.url }

test('a reaction is accepted with the documented id', async () => {
  const { messageId } = await createClient(settings).sendReaction(reaction)
  expect(messageId).toMatch(/^A.{19}$/)
})

test('a removal is accepted', async () => {
  await expect(createClient(settings).removeReaction(reaction)).resolves.toMatchObject({ status: 202 })
})

describe.each(Object.entries(servers))('each documented answer of %s arrives as its case', (_, baseUrl) => {
  async function call(operationId: string, transport: Transport): Promise<unknown> {
    return Reflect.apply(Object(operations)[operationId], undefined, [transport, parametersOf(operationId)])
  }
  const answers = casesOf(document).filter(({ channel }) => channel === 'answer')

  test.each(answers)('$operationId: $name', async ({ operationId, name, status, code, error, body }) => {
    const transport = createTransport({
      ...settings,
      baseUrl,
      fetch: fetchThatPrefers(`code=${status}, example=${name}`),
    })
    const answer = call(operationId, transport)
    if (error === undefined) {
      expect(withoutId(await answer)).toMatchObject({ status, body: withoutId(body) })
      return
    }
    const thrown = await answer.catch((reason: unknown) => reason)
    expect(isApiError(thrown)).toBe(true)
    expect(thrown).toMatchObject({ reason: name, status, code, body, kind: error.kind, scope: error.scope })
  })
})

describe.each(Object.entries(servers))(
  'a request that breaks the schema is refused by %s as WA400',
  (_, baseUrl) => {
    const required: string[] = Object(document.components.schemas['MessagingObject'])['required']

    test.each(required)('without %s', async (name) => {
      const { body, ...path } = Object(parametersOf('sendReaction'))
      const { [name]: _, ...rest } = body.messaging_object
      const call = operations.sendReaction(createTransport({ ...settings, baseUrl }), {
        ...path,
        body: { ...body, messaging_object: rest },
      })
      await expect(call).rejects.toMatchObject({ name: 'ApiError', reason: 'WA400' })
    })
  },
)

/** The mock gives every accepted request an id of its own. */
function withoutId(value: unknown): object {
  return JSON.parse(JSON.stringify(value), (key, member) => (key === 'message_id' ? 'id' : member))
}

/** The example values of the document for an operation. */
function parametersOf(operationId: string): Record<string, unknown> {
  const operation = operationsOf(document).find((each) => each.operationId === operationId)
  const values = (operation?.parameters ?? []).map((parameter) => [parameter.name, sampleOf(parameter)])
  const [sample] = examplesOf(operation?.requestBody)
  return { ...Object.fromEntries(values), ...(sample ? { body: sample[1].value } : {}) }
}

function fetchThatPrefers(preference: string): typeof fetch {
  return (address, init) => {
    const headers = new Headers(init?.headers)
    headers.set('prefer', preference)
    return fetch(address, { ...init, headers })
  }
}

test.each(Object.entries(servers))(
  'a reaction without key is refused by %s as RBC001',
  async (_, baseUrl) => {
    const fetchWithoutKey: typeof fetch = (address, init) => {
      const headers = new Headers(init?.headers)
      headers.delete('api-key')
      return fetch(address, { ...init, headers })
    }
    const client = createClient({ ...settings, baseUrl, fetch: fetchWithoutKey })
    await expect(client.sendReaction(reaction)).rejects.toMatchObject({ reason: 'RBC001' })
  },
)

describe('input is checked before anything is sent', () => {
  const nobody = createClient({ ...settings, fetch: () => Promise.reject(new Error('sent')) })

  test.each([['👍'], ['👍🏽'], ['❤'], ['❤️'], ['👨‍👩‍👧‍👦'], ['🇮🇳'], ['1️⃣'], ['🏴󠁧󠁢󠁥󠁮󠁧󠁿'], ['©']])(
    '%s is one emoji',
    async (emoji) => {
      await expect(nobody.sendReaction({ ...reaction, emoji })).rejects.not.toBeInstanceOf(InvalidInputError)
    },
  )

  test.each([['ok'], ['1'], [''], ['👍👍'], ['👍!'], [' 👍']])('%j is not', async (emoji) => {
    await expect(nobody.sendReaction({ ...reaction, emoji })).rejects.toMatchObject({ field: 'emoji' })
  })

  test.each([['abc'], [''], ['+0123456789'], ['12']])('%j is no recipient', async (to) => {
    await expect(nobody.sendReaction({ ...reaction, to })).rejects.toMatchObject({ field: 'to' })
  })

  test('plain http to another machine is refused', () => {
    expect(() => createClient({ ...settings, baseUrl: 'http://example.test' })).toThrow('https')
  })
})
