import { describe, expect, test } from 'vitest'
import { readResults, type State } from '../../src/batch/results.ts'
import { headerOf, type Sender, senderOf } from '../../src/batch/sender.ts'

const sender: Sender = { sid: 'S', phoneNumber: '919000000001', address: 'in' }
const header = headerOf(sender)

/** An entry of an attempt; those of one message belong to one reaction. */
const entry = (attempt: string, state: State, messageId = 'wamid.A') =>
  JSON.stringify({ time: 't', attempt, line: 1, to: '+919000000002', messageId, emoji: '👍', state })

function stateIn(lines: readonly string[], messageId = 'wamid.A'): State | undefined {
  const { stateOf } = readResults(Buffer.from(lines.map((line) => `${line}\n`).join('')), 'results', sender)
  return stateOf({ line: 7, job: { to: '91 9000000002', messageId, emoji: '👍' } })
}

const refusalOf = (text: string) => () => readResults(Buffer.from(text), 'results', sender)

describe('the state of a reaction', () => {
  test.each<[string, string[], State]>([
    ['is unknown after an attempt without outcome', [entry('a', 'unknown')], 'unknown'],
    ['is what the second entry of an attempt says', [entry('a', 'unknown'), entry('a', 'failed')], 'failed'],
    [
      'is accepted if any attempt is',
      [entry('a', 'unknown'), entry('a', 'accepted'), entry('b', 'unknown'), entry('b', 'failed')],
      'accepted',
    ],
    [
      'is unknown if any attempt is, and none accepted',
      [entry('a', 'unknown'), entry('b', 'unknown'), entry('b', 'failed')],
      'unknown',
    ],
  ])('%s, in whatever order the lines stand', (_, entries, expected) => {
    for (const lines of [
      [header, ...entries],
      [...entries, header].toReversed(),
      [...entries, header].toSorted(),
      [header, ...entries, header, ...entries],
    ])
      expect(stateIn(lines)).toBe(expected)
  })

  test('is not known of another message, and stays in a file that is cut behind it', () => {
    const lines = [header, entry('a', 'unknown'), entry('a', 'accepted'), entry('b', 'unknown', 'wamid.B')]
    expect(stateIn(lines, 'wamid.C')).toBeUndefined()
    expect(stateIn(lines.slice(0, 3))).toBe('accepted')
    expect(stateIn(lines.slice(0, 2))).toBe('unknown')
  })
})

describe('a results file is refused', () => {
  test.each<[string, Partial<Sender>]>([
    ['SID', { sid: 'T' }],
    ['number', { phoneNumber: '919000000009' }],
    ['address', { address: 'eu' }],
  ])('where it is of another %s, also in the middle of joined ones', (_, other) => {
    const second = headerOf({ ...sender, ...other })
    const text = [header, entry('a', 'accepted'), second, entry('b', 'accepted')].join('\n')
    expect(refusalOf(`${text}\n`)).toThrow(
      /results of another sender or address .*Change the settings, or choose another file with --results/,
    )
  })

  test('where it lost the line that says whose it is, with that line', () => {
    expect(refusalOf(`${entry('a', 'accepted')}\n`)).toThrow(`add this as the first line: ${header}`)
  })

  test('where a line is damaged, and no other one is advised: it would send lines twice', () => {
    expect(refusalOf(`${header}\n${entry('a', 'accepted')}\nnoted by hand\n`)).toThrow(
      'line 3 is not an entry. Correct or delete that line. With a new results file, accepted lines would be sent again',
    )
  })

  test.each(['hello', 'hello\n', '{"state":"accepted"}\n', '[\n', '\u0000\u0000'])(
    'where it is something else: %j',
    (text) => {
      expect(refusalOf(text)).toThrow('results is not a results file. Choose another file with --results.')
    },
  )
})

test('what a crash left of the last line is no part of the results', () => {
  const text = `${header}\n${entry('a', 'unknown')}\n`
  for (const torn of ['', '{', '{"time":"é', '\u0000\u0000'])
    expect(readResults(Buffer.from(text + torn), 'results', sender).end).toBe(Buffer.byteLength(text))
  for (let length = 0; length < header.length; length += 1)
    expect(readResults(Buffer.from(header.slice(0, length)), 'results', sender).end).toBe(0)
})

describe('the address of a sender', () => {
  const addressOf = (baseUrl: string) => senderOf({ sid: 'S', phoneNumber: '+91 9', baseUrl }).address

  test.each([
    'http://127.0.0.1:4010',
    'http://localhost:4010/',
    'http://[::1]:4010',
    'HTTP://LOCALHOST:4010',
  ])('is one for this machine: %s', (baseUrl) => expect(addressOf(baseUrl)).toBe('http://localhost:4010'))

  test('is the name of a region, also where its address is given', () => {
    expect(addressOf('https://api.in.kaleyra.io/')).toBe('in')
    expect(addressOf('https://proxy.test/kaleyra/')).toBe('https://proxy.test/kaleyra')
  })
})
