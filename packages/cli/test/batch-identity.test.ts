import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reaction, reactions } from './batch-run.ts'
import { caseResponse, type FaultServer, startFaultServer } from './fault-server.ts'
import { type Ran, runInProcess } from './in-process.ts'
import { file } from './run.ts'

const lineOf = (number: number, rest?: object) => reaction(`wamid.N${number}`, rest)

/** Each takes the lines of a file of which two were sent, `wamid.N1` and `wamid.N2`; the third was bad. */
const edits: [string, string, string[]][] = [
  ['a line was inserted', lineOf(1) + lineOf(9) + lineOf(2), ['wamid.N9']],
  ['a line was deleted', lineOf(2) + lineOf(4), ['wamid.N4']],
  ['the lines were put in another order', lineOf(4) + lineOf(2) + lineOf(1), ['wamid.N4']],
  [
    'the lines were written in another way',
    `{ "emoji": "U+1F44D", "messageId": "wamid.N1", "to": "91 (9000) 00-0002" }\r\n\n${lineOf(2, { emoji: '\\u{1F44D}' })}`,
    [],
  ],
  [
    'a ref was added',
    lineOf(1, { emoji: '👍', extraInfo: { ref: 'order-1' } }) + lineOf(2, { emoji: '👍', extraInfo: {} }),
    [],
  ],
  ['the bad line was mended', lineOf(1) + lineOf(2) + lineOf(3), ['wamid.N3']],
  ['another emoji is wanted', lineOf(1, { emoji: '🙏' }) + lineOf(2), ['wamid.N1']],
  ['a reaction is to be removed', lineOf(1, { remove: true }) + lineOf(2), ['wamid.N1']],
]

describe('a line is its reaction', () => {
  test.each(edits)('%s: the same command sends what is new', async (_, edited, expected) => {
    const { server, input } = await startedBatch()
    writeFileSync(input, edited)
    const before = server.accepted.length
    const ran = await runInProcess(server, input)
    expect(ran.counts).toMatchObject({ failed: 0, unknown: 0, unsent: 0 })
    expect(server.accepted.slice(before).map(messageIdOf)).toEqual(expected)
  })

  test('another file over the same results sends what is new', async () => {
    const { server, input } = await startedBatch()
    const other = file(lineOf(2) + lineOf(5))
    copyFileSync(`${input}.results.ndjson`, `${other}.results.ndjson`)
    await runInProcess(server, other)
    expect(server.accepted.map(messageIdOf)).toEqual(['wamid.N1', 'wamid.N2', 'wamid.N5'])
  })

  test('another sender or address is another reaction', async () => {
    const { input } = await startedBatch()
    const other = await startFaultServer()
    await runInProcess(other, input)
    expect(other.accepted.map(messageIdOf)).toEqual(['wamid.N1', 'wamid.N2'])
  })

  test('a heart with and without its variation selector is one reaction', async () => {
    const server = await startFaultServer()
    const ran = await runInProcess(server, file(lineOf(1, { emoji: '❤' }) + lineOf(1, { emoji: '❤️' })))
    expect(ran.counts).toMatchObject({ accepted: 1, duplicates: 1 })
  })

  test('the same reaction in another line is a duplicate, which is counted and not sent', async () => {
    const server = await startFaultServer()
    const input = file(lineOf(1) + lineOf(2) + lineOf(1) + lineOf(1, { emoji: 'U+1F44D' }))
    for (let run = 0; run < 2; run += 1) {
      const { counts } = await runInProcess(server, input)
      expect(counts).toMatchObject({ lines: 4, accepted: 2, duplicates: 2, unsent: 0 })
    }
    expect(server.accepted).toHaveLength(2)
  })

  test('two different reactions to one message in one file are both refused, since their order would be chance', async () => {
    const server = await startFaultServer()
    const input = file(lineOf(1) + lineOf(2) + lineOf(1, { emoji: '🙏' }) + lineOf(1, { remove: true }))
    const { counts } = await runInProcess(server, input)
    expect(counts).toMatchObject({ accepted: 1, invalid: 3, unsent: 0 })
    expect(server.accepted.map(messageIdOf)).toEqual(['wamid.N2'])
  })

  test('a second reaction to a message that has one leaves the first one accepted', async () => {
    const { server, input } = await startedBatch()
    appendFileSync(input, lineOf(1, { emoji: '🙏' }))
    const { counts } = await runInProcess(server, input)
    expect(counts).toMatchObject({ accepted: 2, invalid: 2 })
    expect(server.accepted).toHaveLength(2)
  })

  test.each([
    ['a list', ['919000000002', '919000000003']],
    ['a list of one', ['919000000002']],
    ['a list in a text', '919000000002,919000000003'],
  ])('%s of recipients is refused: whether a part was accepted could not be known', async (_, to) => {
    const server = await startFaultServer()
    const { counts } = await runInProcess(server, file(lineOf(1, { to, emoji: '👍' }) + lineOf(2)))
    expect(counts).toMatchObject({ accepted: 1, invalid: 1 })
  })

  test('lines that failed come after the others, so that they keep none from being sent', async () => {
    const server = await startFaultServer(({ messageId }) =>
      messageId.includes('bad') ? caseResponse('WA400') : { kind: 'accept' },
    )
    const bad = Array.from({ length: 12 }, (_, index) => reaction(`wamid.bad${index}`)).join('')
    const input = file(bad + reactions(3))
    let ran: Ran | undefined
    for (let run = 0; run < 3; run += 1) ran = await runInProcess(server, input, { concurrency: 1 })
    expect(server.accepted).toHaveLength(3)
    expect(ran?.stop?.kind).toBe('refused')
  })
})

async function startedBatch(): Promise<{ server: FaultServer; input: string }> {
  const server = await startFaultServer()
  const input = file(`${lineOf(1)}${lineOf(2)}{"to": oops}\n`)
  await runInProcess(server, input)
  expect(server.accepted.map(messageIdOf)).toEqual(['wamid.N1', 'wamid.N2'])
  expect(readFileSync(`${input}.results.ndjson`, 'utf8')).toContain('wamid.N2')
  return { server, input }
}

function messageIdOf(accepted: string): string {
  return accepted.split(' ')[0] ?? ''
}
