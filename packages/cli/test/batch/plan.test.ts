import { describe, expect, test } from 'vitest'
import { linesOf } from '../../src/batch/lines.ts'
import { type Knowledge, type Plan, planBatch } from '../../src/batch/plan.ts'
import { identityOf, readReactions } from '../../src/batch/reaction-line.ts'
import { reaction, reactions } from './batch-run.ts'

const lineOf = (number: number, rest?: object) => reaction(`wamid.N${number}`, rest)

function planOf(text: string, knowledge: Partial<Knowledge> = {}): Plan {
  const reading = readReactions([...linesOf(Buffer.from(text))])
  return planBatch(reading, { stateOf: () => undefined, ...knowledge })
}

const idsOf = ({ requests }: Plan) => requests.map(({ job }) => job.messageId)

describe('a line that cannot be sent', () => {
  const target = '"to":"919000000002","messageId":"wamid.A"'
  test.each<[string, string, RegExp]>([
    ['no JSON', '{"to"', /^is not JSON: .+ at position 5$/],
    ['a line that was cut', reaction('wamid.A').slice(0, -10), /^is not JSON: /],
    ['a list', '7', /^must be a JSON object with to, /],
    ['no recipient', '{"messageId":"wamid.A","emoji":"👍"}', /^to is missing$/],
    ['letters in a number', `{"to":"91900O","messageId":"wamid.A","emoji":"👍"}`, /^to must not contain "O"/],
    [
      'a recipient that is no text',
      '{"to":919000000002,"messageId":"wamid.A","emoji":"👍"}',
      /^to must be a string/,
    ],
    [
      'several recipients',
      `{"to":["919000000002"],"messageId":"wamid.A","emoji":"👍"}`,
      /^to must be one number: give each/,
    ],
    [
      'recipients in a text',
      `{"to":"919000000002,919000000003","messageId":"wamid.A","emoji":"👍"}`,
      /^to must be one number/,
    ],
    ['no message id', '{"to":"919000000002","emoji":"👍"}', /^messageId is missing$/],
    ['no emoji', `{${target}}`, /^emoji or "remove": true is required, but not both$/],
    [
      'an emoji and a removal',
      `{${target},"emoji":"👍","remove":true}`,
      /^emoji or "remove": true is required/,
    ],
    ['an emoji that is none', `{${target},"emoji":"thumbs"}`, /^emoji must be one emoji: the character/],
    ['an emoji that is no text', `{${target},"emoji":5}`, /^emoji must be a string/],
    [
      'an unknown member',
      `{${target},"emoji":"👍","extrainfo":{}}`,
      /^has the unknown member "extrainfo"; the known ones are to, .*extraInfo$/,
    ],
    [
      'an unknown member of extraInfo',
      `{${target},"emoji":"👍","extraInfo":{"rfe":"x"}}`,
      /^extraInfo has an unknown member; use only .*ref/,
    ],
    [
      'a field of another type',
      `{${target},"emoji":"👍","extraInfo":{"ref":5}}`,
      /^extraInfo\.ref must be of type string$/,
    ],
  ])('%s is told by its number, and the others are sent', (_, line, message) => {
    const plan = planOf(`${lineOf(1)}${line}\n${lineOf(3)}`)
    expect(plan.problems).toEqual([{ line: 2, reason: expect.stringMatching(message) }])
    expect(idsOf(plan)).toEqual(['wamid.N1', 'wamid.N3'])
  })
})

describe('a line is its reaction', () => {
  const accepted = planOf(lineOf(1) + lineOf(2)).requests.map((each) => JSON.stringify(identityOf(each)))
  const stateOf: Knowledge['stateOf'] = (request) =>
    accepted.includes(JSON.stringify(identityOf(request))) ? 'accepted' : undefined

  test.each<[string, string, string[]]>([
    ['a line was inserted', lineOf(1) + lineOf(9) + lineOf(2), ['wamid.N9']],
    ['a line was deleted', lineOf(2) + lineOf(4), ['wamid.N4']],
    ['the lines were put in another order', lineOf(4) + lineOf(2) + lineOf(1), ['wamid.N4']],
    [
      'the lines were written in another way',
      `{ "emoji": "U+1F44D", "messageId": "wamid.N1", "to": "91 (9000) 00-0002" }\r\n\n${lineOf(2, { emoji: '\\u{1F44D}' })}`,
      [],
    ],
    ['a ref was added', lineOf(1, { emoji: '👍', extraInfo: { ref: 'order-1' } }), []],
    ['another emoji is wanted', lineOf(1, { emoji: '🙏' }) + lineOf(2), ['wamid.N1']],
    ['a reaction is to be removed', lineOf(1, { remove: true }) + lineOf(2), ['wamid.N1']],
  ])('%s: what is new is sent', (_, text, expected) => {
    const plan = planOf(text, { stateOf })
    expect([idsOf(plan), plan.problems]).toEqual([expected, []])
  })

  test('the same reaction in another line is a duplicate, also with the mark of its colourful form', () => {
    const plan = planOf(lineOf(1, { emoji: '❤' }) + lineOf(2) + lineOf(1, { emoji: '❤️' }))
    expect(plan).toMatchObject({ lines: 3, duplicates: 1 })
    expect(idsOf(plan)).toEqual(['wamid.N1', 'wamid.N2'])
  })

  test('two different reactions to one message are both refused, since their order would be chance', () => {
    const plan = planOf(lineOf(1) + lineOf(2) + lineOf(1, { emoji: '🙏' }) + lineOf(1, { remove: true }))
    expect(plan.problems.map(({ line }) => line)).toEqual([1, 3, 4])
    expect(plan.problems[1]?.reason).toMatch(/^line 1 has another reaction to the same message/)
    expect(idsOf(plan)).toEqual(['wamid.N2'])
  })

  test('a second reaction to a message that has one leaves the first one accepted', () => {
    const plan = planOf(lineOf(1) + lineOf(2) + lineOf(1, { emoji: '🙏' }), { stateOf })
    expect(plan).toMatchObject({ settled: { accepted: 2 }, requests: [], problems: [{ line: 3 }] })
  })
})

test('what may have been accepted is sent again only where that is asked for, what failed always', () => {
  const states = new Map<string, 'unknown' | 'failed'>([
    ['wamid.N1', 'unknown'],
    ['wamid.N2', 'failed'],
  ])
  const stateOf: Knowledge['stateOf'] = ({ job }) => states.get(job.messageId)
  const plan = planOf(reactions(3), { stateOf })
  expect(plan.settled).toEqual({ accepted: 0, unknown: 1 })
  expect(plan.requests.map(({ failedBefore }) => failedBefore)).toEqual([true, false])
  expect(idsOf(planOf(reactions(3), { stateOf, resendUnknown: true }))).toEqual([
    'wamid.N1',
    'wamid.N2',
    'wamid.N3',
  ])
})
