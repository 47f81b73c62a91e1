import { matchPath } from '@kaleyra-reactions/model/path-template'
import emoji from 'emojibase-data/en/compact.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Client, createClient } from '../src/index.ts'

const settings = { region: 'in', sid: 'HXAP1600000097IN', apiKey: 'k', phoneNumber: '+919000000001' } as const
const reaction = { to: '+919000000002', messageId: 'wamid.x', emoji: '👍' }

/** The `messaging_object` that a call sends, without a server. Rejects where the call refuses the input. */
async function wireOf(change: Partial<Record<keyof typeof reaction, unknown>>): Promise<unknown> {
  let sent: unknown
  const client = createClient({
    ...settings,
    fetch: async (_, init) => {
      sent = JSON.parse(String(init?.body)).messaging_object
      return new Response('{"data":{"message_id":"A1"}}', { status: 202 })
    },
  })
  await Reflect.apply(client.sendReaction, client, [{ ...reaction, ...change }])
  return sent
}

/** Makes a client from settings that the types may forbid. */
function createClientFrom(options: object): Client {
  return Reflect.apply(createClient, undefined, [options])
}

// The data also lists the 26 letters of which flags are made; they belong to no group.
const known = emoji
  .filter(({ group }) => group !== undefined)
  .flatMap(({ unicode, skins = [] }) => [unicode, ...skins.map((skin) => skin.unicode)])

describe('emoji', () => {
  test('every emoji of the Unicode data is accepted', async () => {
    expect(known.length).toBeGreaterThan(3500)
    for (const one of known) {
      await expect(wireOf({ emoji: one })).resolves.toMatchObject({ reaction: { emoji: one } })
    }
  })

  test('two emoji are refused, and one mixed with text', async () => {
    // A skin tone after a person is one emoji, not two.
    const one = fc.constantFrom(...known.filter((value) => !/^\p{EMod}$/u.test(value)))
    const text = fc.string({ minLength: 1 })
    const wrong = fc
      .oneof(fc.tuple(one, one), fc.tuple(one, text), fc.tuple(text, one))
      .map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(
        wrong.filter((value) => !known.includes(value)),
        async (value) => {
          await expect(wireOf({ emoji: value })).rejects.toMatchObject({ field: 'emoji' })
        },
      ),
    )
  })

  test.each(['❤', '❤️', '©', '™', '🏽', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦'])('%s is one emoji', async (one) => {
    await expect(wireOf({ emoji: one })).resolves.toBeDefined()
  })

  test.each(['', ' ', '1', '#', 'ok', '👍👍', '🏽🏽', '👍 ', '\\uD83D\\uDE00', '\ud83d', null, 1])(
    '%j is no emoji',
    async (none) => {
      await expect(wireOf({ emoji: none })).rejects.toMatchObject({
        name: 'InvalidInputError',
        field: 'emoji',
      })
    },
  )
})

describe('numbers', () => {
  const digits = fc.stringMatching(/^[1-9]\d{6,14}$/)

  test('are sent with +, however they are written', async () => {
    const written = digits.chain((number) =>
      fc.record({
        number: fc.constant(number),
        text: fc
          .constantFrom('', '+', ' +')
          .map((prefix) => prefix + number.replace(/(\d{3})(?=\d)/g, '$1 ')),
      }),
    )
    await fc.assert(
      fc.asyncProperty(written, async ({ number, text }) => {
        await expect(wireOf({ to: text })).resolves.toMatchObject({ to: `+${number}` })
      }),
    )
  })

  test('can be several, as a list or separated by commas', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(digits, { minLength: 1, maxLength: 5 }), async (numbers) => {
        const to = numbers.map((number) => `+${number}`).join(',')
        await expect(wireOf({ to: numbers })).resolves.toMatchObject({ to })
        await expect(wireOf({ to: numbers.join(' , ') })).resolves.toMatchObject({ to })
      }),
    )
  })

  test('of any other form are refused, naming the field', async () => {
    const text = fc
      .string()
      .filter(
        (value) => !/^\+?[1-9]\d{6,14}$/.test(value.replace(/[\s\u00a0()-]/g, '')) && !value.includes(','),
      )
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        await expect(wireOf({ to: value })).rejects.toMatchObject({ name: 'InvalidInputError', field: 'to' })
        expect(() => createClient({ ...settings, phoneNumber: value })).toThrow(/^phoneNumber /)
      }),
    )
  })

  test.each([[[]], ['+1,'], [undefined], [5], ['+9190000000021234567']])('%j is no recipient', async (to) => {
    await expect(wireOf({ to })).rejects.toMatchObject({ field: 'to' })
  })
})

test.each(['', ' ', 'wamid. x', 'wamid.é', undefined, 3])('%j is no message id', async (messageId) => {
  await expect(wireOf({ messageId })).rejects.toMatchObject({ field: 'messageId' })
})

test('a SID is either refused, or one segment of the path', async () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[./%\\?#A-Z]{1,5}$/))
  const places: string[] = []
  const fetch = async (address: string | URL | Request) => {
    places.push(new URL(String(address)).pathname)
    return new Response(null, { status: 404 })
  }
  await fc.assert(
    fc.asyncProperty(text, async (sid) => {
      places.length = 0
      const refused = await Promise.resolve()
        .then(() => createClient({ ...settings, sid, fetch }).sendReaction(reaction))
        .catch(({ field }) => field)
      if (refused === 'sid') return
      const values = matchPath('/v2/{sid}/whatsapp/{phone_number}/messages', places[0] ?? '')
      expect(decodeURIComponent(values?.['sid'] ?? '')).toBe(sid)
      expect(values).toMatchObject({ phone_number: '919000000001' })
    }),
  )
})

test.each([
  ['http to another machine', { baseUrl: 'http://example.test' }, /^baseUrl .*https/],
  ['a text that is no address', { baseUrl: 'example' }, /^baseUrl /],
  ['a host that only looks local', { baseUrl: 'http://localhost.example.test' }, /^baseUrl /],
  ['a local user of another machine', { baseUrl: 'http://localhost:80@example.test' }, /^baseUrl /],
  [
    'credentials in the address',
    { baseUrl: 'https://user:password@example.test' },
    /^baseUrl (?!.*password)/,
  ],
  ['a query in the address', { baseUrl: 'https://example.test/?a=1' }, /^baseUrl .*plain/],
  ['no region', { region: undefined }, /^region .*in, sg, eu.*baseUrl/],
  ['a key with a line break', { apiKey: 'a\nb' }, /^apiKey /],
  ['an empty key', { apiKey: '' }, /^apiKey /],
])('%s is refused: the message names the field and the remedy, never the value', (_, change, message) => {
  const options = { ...settings, ...('baseUrl' in change && { region: undefined }), ...change }
  expect(() => createClientFrom(options)).toThrow(message)
})

test('http to another machine is accepted with allowInsecureHttp', () => {
  const options = { ...settings, region: undefined, baseUrl: 'http://mock', allowInsecureHttp: true }
  expect(() => createClient(options)).not.toThrow()
})

test.each(['http://localhost', 'http://127.0.0.1', 'http://[::1]:8080', 'http://localhost/mock'])(
  '%s is this machine, and so accepted',
  (baseUrl) => {
    expect(() => createClient({ ...settings, region: undefined, baseUrl })).not.toThrow()
  },
)
