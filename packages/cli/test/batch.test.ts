import { writeFileSync } from 'node:fs'
import { startMock } from '@kaleyra-reactions/mock'
import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { batch, entriesOf, idsOf, reaction, reactions } from './batch-run.ts'
import { environmentFor, file, run, scratch, start, startAcceptingServer } from './run.ts'

const document: OpenapiDocument = bundled
const mock = await startMock()
afterAll(() => mock.close())

describe('batch', () => {
  test('sends every line once, and writes an entry before and one after each', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(20))
    const { summary, code } = await batch(input, environmentFor(url))
    expect(summary).toMatchObject({
      lines: 20,
      accepted: 20,
      unknown: [],
      results: `${input}.results.ndjson`,
    })
    expect(code).toBe(0)
    expect(new Set(idsOf(received)).size).toBe(20)
    expect(received).toHaveLength(20)
    const entries = entriesOf(`${input}.results.ndjson`)
    for (let line = 1; line <= 20; line += 1) {
      const states = entries.filter((entry) => entry['line'] === line).map(({ state }) => state)
      expect(states).toEqual(['sending', 'accepted'])
    }
  })

  test('carries extra_info, and keeps the ref in the results', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(
      reaction('wamid.A', { emoji: 'U+1F600', extraInfo: { ref: 'order-17' } }) +
        reaction('wamid.B', { remove: true }),
    )
    await batch(input, environmentFor(url), '--concurrency', '1')
    const [first, second] = received.map(({ body }) => JSON.parse(body))
    expect(first.extra_info).toEqual({ ref: 'order-17' })
    expect([first, second].map((body) => body.messaging_object.reaction.emoji)).toEqual(['😀', ''])
    expect(entriesOf(`${input}.results.ndjson`)).toContainEqual({
      line: 1,
      state: 'accepted',
      messageId: 'A1',
      ref: 'order-17',
    })
  })

  test('reads standard input, needs --results for it, and goes on there, too', async () => {
    const { url, received } = await startAcceptingServer()
    const env = environmentFor(url)
    expect(await run(['batch', '-'], env, reactions(1))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--results'),
    })
    const results = `${scratch()}/results.ndjson`
    await run(['batch', '-', '--results', results], env, reactions(2))
    await run(['batch', '-', '--results', results], env, reactions(3))
    expect(idsOf(received)).toEqual(['wamid.N1', 'wamid.N2', 'wamid.N3'])
  })

  const invalid: [string, string | Buffer, RegExp][] = [
    ['no JSON', '{"to"', /^line 2: is not JSON$/m],
    ['a list', '[1]', /^line 2: must be an object with to, /m],
    ['no recipient', '{"messageId":"wamid.A","emoji":"👍"}', /^line 2: to is missing$/m],
    [
      'letters in a number',
      reaction('wamid.A').replace('+91', 'x91').trim(),
      /^line 2: to must be a number/m,
    ],
    [
      'a recipient that is no text',
      '{"to":919000000002,"messageId":"wamid.A","emoji":"👍"}',
      /^line 2: to must be a text or a list of texts$/m,
    ],
    [
      'a message id that is no text',
      '{"to":"919000000002","messageId":5,"emoji":"👍"}',
      /^line 2: messageId must be a text$/m,
    ],
    ['no message id', '{"to":"919000000002","emoji":"👍"}', /^line 2: messageId is missing$/m],
    [
      'no emoji',
      '{"to":"919000000002","messageId":"wamid.A"}',
      /^line 2: emoji or "remove": true is needed/m,
    ],
    [
      'an emoji and a removal',
      reaction('wamid.A', { emoji: '👍', remove: true }).trim(),
      /^line 2: emoji or "remove": true is needed, and not both$/m,
    ],
    [
      'an emoji that is none',
      reaction('wamid.A', { emoji: 'ok' }).trim(),
      /^line 2: emoji must be one emoji$/m,
    ],
    [
      'an emoji that is no text',
      reaction('wamid.A', { emoji: 5 }).trim(),
      /^line 2: emoji must be one emoji$/m,
    ],
    ['an empty emoji', reaction('wamid.A', { emoji: '' }).trim(), /^line 2: emoji must be one emoji$/m],
    [
      'an unknown member',
      reaction('wamid.A', { emoji: '👍', extrainfo: {} }).trim(),
      /^line 2: .*did you mean extraInfo\?$/m,
    ],
    [
      'an unknown member of extraInfo',
      reaction('wamid.A', { emoji: '👍', extraInfo: { rfe: 'x' } }).trim(),
      /^line 2: .*did you mean ref\?$/m,
    ],
    [
      'a ref that is no text',
      reaction('wamid.A', { emoji: '👍', extraInfo: { ref: 5 } }).trim(),
      /^line 2: ref must be a text$/m,
    ],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /^line 2: is not valid UTF-8$/m],
    ['10 MB', 'x'.repeat(10_000_000), /^line 2: is longer than 1000000 bytes$/m],
  ]
  test.each(invalid)('reports a line of %s by its number, and sends the others', async (_, line, message) => {
    const { url, received } = await startAcceptingServer()
    const input = file(
      Buffer.concat([
        Buffer.from(reaction('wamid.N1')),
        Buffer.from(line),
        Buffer.from(`\n${reaction('wamid.N3')}`),
      ]),
    )
    const { summary, stderr, code } = await batch(input, environmentFor(url))
    expect(stderr).toMatch(message)
    expect(summary).toMatchObject({ lines: 3, accepted: 2, invalid: 1 })
    expect(idsOf(received).toSorted()).toEqual(['wamid.N1', 'wamid.N3'])
    expect(code).toBe(5)
  })

  test.each(invalid)('--check finds %s and sends nothing', async (_, line, message) => {
    const input = file(Buffer.concat([Buffer.from(reaction('wamid.N1')), Buffer.from(line)]))
    const { summary, stderr, code } = await batch(input, {}, '--check')
    expect(stderr).toMatch(message)
    expect(summary).toMatchObject({ lines: 2, invalid: 1 })
    expect(code).toBe(2)
  })

  test('--check names no results file, as it writes none', async () => {
    const { summary } = await batch(file(reactions(1)), {}, '--check', '--results', 'none.ndjson')
    expect(summary).not.toHaveProperty('results')
  })

  test('an empty --results is as good as none', async () => {
    const { url } = await startAcceptingServer()
    const input = file(reactions(1))
    const { summary } = await batch(input, environmentFor(url), '--results', '')
    expect(summary).toMatchObject({ results: `${input}.results.ndjson` })
  })

  test('--check of good lines is exit 0, without any setting', async () => {
    expect(await run(['batch', file(reactions(3)), '--check'], {})).toEqual({
      stdout: '3 lines: 3 good, 0 invalid\n',
      stderr: '',
      code: 0,
    })
  })

  test.each([
    ['malformed', 'oops\n'],
    ['refused by the client', reaction('wamid.N2', { emoji: 'ok' })],
  ])('a line that was %s stays invalid, and once mended is sent by the same command', async (_, line) => {
    const { url, received } = await startAcceptingServer()
    const input = file(reaction('wamid.N1') + line)
    const { summary } = await batch(input, environmentFor(url))
    expect((await batch(input, environmentFor(url))).summary).toEqual(summary)
    writeFileSync(input, reactions(2))
    expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 2, invalid: 0 })
    expect(idsOf(received)).toEqual(['wamid.N1', 'wamid.N2'])
  })

  test('keeps to the rate', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(6))
    const begin = performance.now()
    await batch(input, environmentFor(url), '--rate', '10')
    expect(performance.now() - begin).toBeGreaterThan(500)
    expect(received).toHaveLength(6)
  })

  test('keeps to the concurrency', async () => {
    const { url, arrived, release } = await startAcceptingServer(1)
    const input = file(reactions(6))
    const { ended } = start(['batch', input, '--concurrency', '3'], environmentFor(url))
    await arrived(3)
    // A fourth line would have its entry by now: the entries of one turn are written together, before the requests.
    expect(entriesOf(`${input}.results.ndjson`)).toHaveLength(3)
    release()
    expect(await ended).toMatchObject({ code: 0 })
  })

  const refusals = responseCasesOf(document).filter(
    ({ operationId, error }) => operationId === 'sendReaction' && error !== undefined,
  )
  test.each(refusals)(
    'after $name goes on, unless it concerns the account or the number',
    async ({ name, error }) => {
      const input = file(reaction(`wamid.${name}`) + reactions(3))
      const { summary, stderr, code } = await batch(input, environmentFor(mock.url), '--concurrency', '1')
      const isLasting = error?.scope !== 'call'
      expect(summary).toMatchObject({ refused: 1, accepted: isLasting ? 0 : 3 })
      expect(stderr).toMatch(/^line 1: \d+ /m)
      expect(stderr.includes('Stopped: ')).toBe(isLasting)
      expect(code).toBe(5)
    },
  )

  test('repeats no line that had a response, and sends refused lines again on demand only', async () => {
    const input = file(reaction('wamid.WA400') + reactions(2))
    await batch(input, environmentFor(mock.url))
    mock.reset()
    expect((await batch(input, environmentFor(mock.url))).summary).toMatchObject({ accepted: 2, refused: 1 })
    expect(mock.calls).toHaveLength(0)
    await batch(input, environmentFor(mock.url), '--resend-refused')
    expect(mock.calls).toHaveLength(1)
  })

  test('stops where no connection can be made, and nothing counts as sent', async () => {
    const input = file(reactions(3))
    const results = `${scratch()}/results.ndjson`
    const { url, received } = await startAcceptingServer()
    const flags = ['--results', results, '--concurrency', '1']
    const first = await batch(input, environmentFor(await closedAddress()), ...flags)
    expect(first).toMatchObject({
      code: 5,
      summary: { accepted: 0, unsent: 1, unknown: [], stopped: expect.stringContaining('ECONNREFUSED') },
    })
    expect((await batch(input, environmentFor(url), ...flags)).stderr).toContain(
      'belongs to another sender or address',
    )
    expect(received).toEqual([])
  })

  test('lists apart what may have been accepted; --resend-unknown sends it', async () => {
    const input = file(reaction('wamid.fault-reset') + reactions(2))
    const env = environmentFor(mock.url)
    const { summary, stderr, code } = await batch(input, env)
    expect(summary).toMatchObject({ accepted: 2, unknown: [1] })
    expect(stderr).toContain('Unknown whether accepted: line 1.')
    expect(code).toBe(5)
    mock.reset()
    expect((await batch(input, env)).summary).toMatchObject({ accepted: 2, unknown: [1] })
    expect(mock.calls).toHaveLength(0)
    await batch(input, env, '--resend-unknown')
    expect(mock.calls).toHaveLength(1)
  })
})
