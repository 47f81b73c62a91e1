import { startMock } from '@kaleyra-reactions/mock'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { createClient, InvalidInputError, isApiError } from '../src/index.ts'

const mock = await startMock()
afterAll(() => mock.close())

const operation = document.paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post
const reaction = {
  to: '+919000000002',
  messageId: 'wamid.HBgLMxxx',
  emoji: '😀',
  extraInfo: { ref: 'customer1' },
}
const settings = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '+919000000001', baseUrl: mock.url }

function clientThatPrefers(preference: string): ReturnType<typeof createClient> {
  return createClient({
    ...settings,
    fetch: (address, init) => {
      const headers = new Headers(init?.headers)
      headers.set('prefer', preference)
      return fetch(address, { ...init, headers })
    },
  })
}

test('a reaction is accepted with the documented id', async () => {
  const { messageId } = await createClient(settings).sendReaction(reaction)
  expect(messageId).toBe(
    operation.responses['202'].content['application/json'].examples.WA202.value.data.message_id,
  )
})

test('a removal is accepted', async () => {
  await expect(createClient(settings).removeReaction(reaction)).resolves.toMatchObject({ status: 202 })
})

describe('each documented error arrives as its case', () => {
  const cases = Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, answer]) =>
      Object.entries(answer.content['application/json'].examples).map(([name, example]) => ({
        name,
        status: Number(status),
        body: example.value,
      })),
    )

  test.each(cases)('$name', async ({ name, status, body }) => {
    const error = await clientThatPrefers(`code=${status}, example=${name}`)
      .sendReaction(reaction)
      .catch((thrown: unknown) => thrown)
    expect(isApiError(error)).toBe(true)
    expect(error).toMatchObject({ reason: name, status, code: body.code, body })
  })
})

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
