import emoji from 'emojibase-data/en/compact.json' with { type: 'json' }
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { regions } from '../src/generated/cases.ts'
import { type Client, createClient } from '../src/index.ts'
import { fieldsOf } from '../src/validation.ts'
import { pathTemplate } from './sending.ts'

const [region = ''] = Object.keys(regions)
const regionNames = Object.keys(regions).join(', ')
const settings = { region, sid: 'HXAP1600000097IN', apiKey: 'k', phoneNumber: '+919000000001' }
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

  test('every emoji of the Unicode data is accepted with and without its variation selector', async () => {
    for (const one of known.filter((value) => value.includes('\uFE0F')))
      await expect(wireOf({ emoji: one.replaceAll('\uFE0F', '') })).resolves.toBeDefined()
  })

  test.each([
    ['a leading joiner', '\u200D👍'],
    ['a trailing joiner', '👍\u200D'],
    ['two joiners', '👩\u200D\u200D👧'],
    ['a joiner alone', '\u200D'],
    ['a variation selector alone', '\uFE0F'],
    ['a skin tone on a sign', '©🏽'],
    ['a skin tone on a thing', '🚗🏽'],
    ['a skin tone on a digit', '1🏽'],
    ['two skin tones', '👍🏽🏽'],
    ['two variation selectors', '❤\uFE0F\uFE0F'],
    ['a keycap on a heart', '❤\uFE0F\u20E3'],
    ['an endless chain', ['👩', ...Array.from({ length: 50 }, () => '👧')].join('\u200D')],
    ['a chain of five', ['👩', '👩', '👩', '👩', '👩'].join('\u200D')],
    ['endless tags', `🏴${'\u{E0061}'.repeat(50)}\u{E007F}`],
    ['tags on a thumb', '👍\u{E0067}\u{E0062}\u{E0065}\u{E007F}'],
    ['one regional letter', '🇮'],
    ['three regional letters', '🇮🇳🇮'],
  ])('%s is refused', async (_, emoji) => {
    await expect(wireOf({ emoji })).rejects.toMatchObject({ field: 'emoji' })
  })

  test('a character of a later Unicode passes, with a skin tone too', async () => {
    // Reserved for emoji, and unassigned in Unicode 17.
    for (const later of ['\u{1FAFF}', '\u{1FAFF}\u{1F3FD}'])
      await expect(wireOf({ emoji: later })).resolves.toBeDefined()
  })

  test('an empty emoji is refused with the way to remove a reaction', async () => {
    await expect(wireOf({ emoji: '' })).rejects.toThrow(/removeReaction/)
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

  test.each([
    '919000000002',
    '+919000000002',
    ' + 91 90000 00002\n',
    '+91\u00a090000\u202f00002',
    '+91-90000-00002',
    '+91\u201190000\u201000002',
    '(+91) 90000 00002',
    '+91 (90000) 00002',
    '+91-(900)-0000002',
    '\u202a+91 90000 00002\u202c',
    '\u200e+919000000002',
  ])('%j is sent as +919000000002', async (to) => {
    await expect(wireOf({ to })).resolves.toMatchObject({ to: '+919000000002' })
    expect(() => createClient({ ...settings, phoneNumber: to })).not.toThrow()
  })

  test.each<[unknown, string]>([
    ['919000000002.0', 'must not contain ".": write country code and number, such as +919000000002'],
    ['9.19000000002e+11', 'must not contain ".": write'],
    ['919000000002e0', 'must not contain "e": write'],
    ['91/9000000002', 'must not contain "/": write'],
    ['tel:+919000000002', 'must not contain "t": write'],
    ['+91 90000\u200b00002', 'must not contain U+200B: write'],
    ['+91\u202a9000000002', 'must not contain U+202A: write'],
    ['+91 90000–00002', 'must not contain "–" (U+2013): write'],
    ['٩١9000000002', 'must not contain "٩" (U+0669): write'],
    ['👍919000000002', 'must not contain "👍" (U+1F44D): write'],
    ['-919000000002', 'may have hyphens only between digits, brackets only in pairs, and no (0)'],
    ['+-919000000002', 'may have hyphens only between digits'],
    ['919000000002-', 'may have hyphens only between digits'],
    ['9190+00000002', 'must be a phone number'],
    ['++919000000002', 'must be a phone number'],
    ['+91 (90000 00002', 'may have hyphens only between digits'],
    ['+91 90000) 00002', 'may have hyphens only between digits'],
    ['+44 (0)20 7946 0958', 'may have hyphens only between digits'],
    ['+44 ( 020) 7946 0958', 'may have hyphens only between digits'],
    [
      '00919000000002',
      'must be a phone number that begins with its country code, not 0, such as +919000000002',
    ],
    ['9000', 'must be a phone number'],
    ['+9190000000021234567', 'must be a phone number'],
    ['', 'is empty'],
    [undefined, 'is missing'],
    [null, 'is missing'],
    [919000000002, "must be a string such as '+919000000002'"],
  ])('%j is refused: %s', async (number, problem) => {
    const refusal = { name: 'InvalidInputError', problem: expect.stringContaining(problem) }
    await expect(wireOf({ to: number })).rejects.toMatchObject({ ...refusal, field: 'to' })
    expect(() => createClientFrom({ ...settings, phoneNumber: number })).toThrow(`phoneNumber ${problem}`)
  })

  test('are sent with their own digits, however they are grouped', async () => {
    const separator = fc.constantFrom('', ' ', '-', '\u00a0')
    const written = fc.tuple(fc.constantFrom('', '+', ' +'), digits, fc.array(separator, { maxLength: 14 }))
    await fc.assert(
      fc.asyncProperty(written, async ([prefix, number, separators]) => {
        const text = [...number].flatMap((digit, index) => [
          index > 0 ? (separators[index] ?? '') : '',
          digit,
        ])
        await expect(wireOf({ to: prefix + text.join('') })).resolves.toMatchObject({ to: `+${number}` })
      }),
    )
  })

  test('are refused for any other character within them', async () => {
    const other = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
    const foreign = other.filter((character) => !/^[\d\s()+,\u2010\u2011-]$/u.test(character))
    await fc.assert(
      fc.asyncProperty(digits, foreign, fc.nat(5), async (number, character, place) => {
        const to = number.slice(0, place + 1) + character + number.slice(place + 1)
        await expect(wireOf({ to })).rejects.toThrow(/^to must not contain (".+"|U\+)/u)
      }),
    )
  })

  test('can be several, as a list or separated by commas', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(digits, { minLength: 1, maxLength: 5 }), async (numbers) => {
        const to = numbers.map((number) => `+${number}`).join(',')
        await expect(wireOf({ to: numbers })).resolves.toMatchObject({ to })
        await expect(wireOf({ to: numbers.join(' , ') })).resolves.toMatchObject({ to })
      }),
    )
  })

  test.each<[unknown, string]>([
    [['+919000000002', 'x', '+919000000003'], 'to (number 2 of 3) must not contain "x": '],
    ['+919000000002,x,+919000000003', 'to (number 2 of 3) must not contain "x": '],
    ['+919000000002,', 'to (number 2 of 2) is empty'],
    [['919000000002', '+91 9000000002'], 'to (number 2 of 2) repeats an earlier number: leave it out'],
    [['+919000000002', 919000000003], "to (number 2 of 2) must be a string such as '+919000000002'"],
    [[['+919000000002']], "to must be a string such as '+919000000002'"],
    [[], "to must be a string such as '+919000000002'"],
  ])('%j is refused by the place of the number', async (to, message) => {
    await expect(wireOf({ to })).rejects.toThrow(message)
  })
})

test.each<[unknown, string]>([
  ['', 'is empty'],
  [' ', 'must not contain U+0020: use ASCII without spaces'],
  ['wamid.x\n', 'must not contain U+000A: '],
  ['wamid.…', 'must not contain "…" (U+2026): '],
  [undefined, 'is missing'],
  [3, 'must be a string'],
])('%j is no message id: %s', async (messageId, problem) => {
  const refusal = { field: 'messageId', problem: expect.stringContaining(problem) }
  await expect(wireOf({ messageId })).rejects.toMatchObject(refusal)
})

test('a message id may end with any character of ASCII', async () => {
  await expect(wireOf({ messageId: 'wamid.A.' })).resolves.toMatchObject({
    reaction: { message_id: 'wamid.A.' },
  })
})

test.each<[unknown, string]>([
  [{ ref: 5 }, 'extraInfo.ref'],
  [{ ref: null }, 'extraInfo.ref'],
  [{ wa_source: {} }, 'extraInfo.wa_source'],
  [{ ref: ['a'] }, 'extraInfo.ref'],
  [{ refs: 'a' }, 'extraInfo'],
  [{ constructor: 'a' }, 'extraInfo'],
  [{ toJSON: () => 'a' }, 'extraInfo'],
  [cycle(), 'extraInfo'],
  ['ref', 'extraInfo'],
  [null, 'extraInfo'],
  [5, 'extraInfo'],
  [new Map([['ref', 'a']]), 'extraInfo'],
])('extraInfo %o is refused as %s', async (extraInfo, field) => {
  await expect(extraInfoOf(extraInfo)).rejects.toMatchObject({ name: 'InvalidInputError', field })
})

test('a method of extraInfo does not run, and fields without a value are left out', async () => {
  const extraInfo = Object.create({ toJSON: () => Promise.reject(new Error('called')) })
  Object.assign(extraInfo, { ref: 'order-17', ref1: undefined })
  await expect(extraInfoOf(extraInfo)).resolves.toEqual({ ref: 'order-17' })
})

test('fields have the types that a document gives them', () => {
  const types = {
    count: { type: 'integer' },
    share: { type: 'number' },
    isTest: { type: 'boolean' },
    labels: { type: 'array', items: 'string' },
    anything: {},
  }
  const right = { count: 7, share: 0.5, isTest: false, labels: ['a', 'b'], anything: null }
  expect(fieldsOf('extraInfo', right, types)).toEqual(right)
  for (const wrong of [
    { count: 7.5 },
    { share: '0.5' },
    { isTest: 'no' },
    { labels: 'a' },
    { labels: ['a', 5] },
    { labels: { 0: 'a' } },
  ])
    expect(() => fieldsOf('extraInfo', wrong, types)).toThrow(/^extraInfo\.\w+ must be /)
  expect(() => fieldsOf('extraInfo', { share: Number.NaN }, types)).toThrow(/^extraInfo\.share must be /)
})

/** The `extra_info` that a call sends; rejects where the call refuses it. */
async function extraInfoOf(extraInfo: unknown): Promise<unknown> {
  const client = createClient(settings)
  const { body } = await Reflect.apply(client.previewReaction, client, [{ ...reaction, extraInfo }])
  return JSON.parse(body).extra_info
}

function cycle(): object {
  const value: Record<string, unknown> = {}
  value['self'] = value
  return value
}

test('a SID is either refused, or one segment of the path', async () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('.', '..'), fc.stringMatching(/^[./%\\?#A-Z]{1,5}$/))
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
      const values = new Map([
        ['{sid}', sid],
        ['{phone_number}', '919000000001'],
      ])
      const segments = pathTemplate.split('/').map((part) => values.get(part) ?? part)
      expect(places[0]?.split('/').map((segment) => decodeURIComponent(segment))).toEqual(segments)
    }),
  )
})

test.each([
  ['http to another machine', { baseUrl: 'http://example.test' }, /^baseUrl .*https/],
  ['a scheme that only ends like https', { baseUrl: 'javascript:https://example.test' }, /^baseUrl /],
  ['a scheme like http', { baseUrl: 'x:http://example.test', allowInsecureHttp: true }, /^baseUrl /],
  ['another scheme', { baseUrl: 'ftp://example.test', allowInsecureHttp: true }, /^baseUrl /],
  ['a query after plain http', { baseUrl: 'http://mock/?a=1', allowInsecureHttp: true }, /^baseUrl /],
  ['credentials before plain http', { baseUrl: 'http://a:b@mock', allowInsecureHttp: true }, /^baseUrl /],
  ['a text that allows plain http', { baseUrl: 'http://mock', allowInsecureHttp: 'false' }, /^baseUrl /],
  ['a base URL that is no text', { baseUrl: 5 }, /^baseUrl /],
  ['an empty base URL', { baseUrl: '' }, /^baseUrl is empty$/],
  ['a region beside a base URL', { region, baseUrl: 'https://example.test' }, /^region .*baseUrl/],
  ['an unknown region', { region: 'xx' }, new RegExp(`^region xx is unknown: use one of ${regionNames}$`)],
  ['the name of a member of every object', { region: 'constructor' }, /^region constructor is unknown: /],
  ['an empty region', { region: '' }, /^region is empty$/],
  ['no key', { apiKey: undefined }, /^apiKey is missing$/],
  ['a key that is no text', { apiKey: 5 }, /^apiKey must be a string$/],
  ['no SID', { sid: undefined }, /^sid is missing$/],
  ['an empty SID', { sid: '' }, /^sid is empty$/],
  ['a text that is no address', { baseUrl: 'example' }, /^baseUrl /],
  ['a host that only looks local', { baseUrl: 'http://localhost.example.test' }, /^baseUrl /],
  ['a local user of another machine', { baseUrl: 'http://localhost:80@example.test' }, /^baseUrl /],
  [
    'credentials in the address',
    { baseUrl: 'https://user:password@example.test' },
    /^baseUrl (?!.*password)/,
  ],
  ['a query in the address', { baseUrl: 'https://example.test/?a=1' }, /^baseUrl .*no user or query/],
  [
    'no region',
    { region: undefined },
    new RegExp(`^region is missing: give one of ${regionNames}, or baseUrl`),
  ],
  ['a key with a line break', { apiKey: 'a\nb' }, /^apiKey must not contain U\+000A: /],
  ['an empty key', { apiKey: '' }, /^apiKey is empty$/],
])('%s is refused: the message names the field and the remedy, never the value', (_, change, message) => {
  const options = { ...settings, ...('baseUrl' in change && { region: undefined }), ...change }
  expect(() => createClientFrom(options)).toThrow(message)
})

test.each(Object.entries(regions))('the region %s is read in letters of any case', async (name, address) => {
  for (const region of [name, name.toUpperCase()]) {
    const { url } = await createClient({ ...settings, region }).previewReaction(reaction)
    expect(url).toContain(`${address}/`)
  }
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
