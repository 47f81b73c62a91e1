import { appendFileSync } from 'node:fs'
import { startMock } from '@kaleyra-reactions/mock'
import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { batch, entriesOf, idsOf, reaction, reactions } from './batch-run.ts'
import { caseResponse, startFaultServer } from './fault-server.ts'
import { environmentFor, file, run, scratch, start, startAcceptingServer } from './run.ts'

const document: OpenapiDocument = bundled
const mock = await startMock()
afterAll(() => mock.close())

describe('batch', () => {
  test('sends every line once, and writes an entry before and one after each', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(20))
    const { summary, code } = await batch(input, environmentFor(url))
    expect(summary).toMatchObject({ lines: 20, accepted: 20, unknown: 0, requests: 20 })
    expect(summary).toMatchObject({ results: `${input}.results.ndjson` })
    expect(code).toBe(0)
    expect(new Set(idsOf(received)).size).toBe(20)
    expect(received).toHaveLength(20)
    const entries = entriesOf(`${input}.results.ndjson`)
    for (let line = 1; line <= 20; line += 1) {
      const states = entries.filter((entry) => entry['line'] === line).map(({ state }) => state)
      expect(states).toEqual(['unknown', 'accepted'])
    }
  })

  test('keeps in the results what one can work with', async () => {
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
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      line: 1,
      to: '+919000000002',
      messageId: 'wamid.A',
      ref: 'order-17',
      state: 'accepted',
      kaleyraId: 'A1',
      status: 202,
      reaction: expect.stringMatching(/^[0-9a-f]{16}$/),
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
    ['no JSON', '{"to"', /^line 2: is not JSON: .+ at position 5$/m],
    [
      'an element of an array',
      `${reaction('wamid.A').trim()},`,
      /^line 2: is not JSON: take away the , at its/m,
    ],
    ['a list', '[1]', /^line 2: must be an object with to, /m],
    ['no recipient', '{"messageId":"wamid.A","emoji":"👍"}', /^line 2: to is missing$/m],
    [
      'letters in a number',
      reaction('wamid.A').replace('+91', 'x91').trim(),
      /^line 2: to must be a phone number/m,
    ],
    [
      'a recipient that is no text',
      '{"to":919000000002,"messageId":"wamid.A","emoji":"👍"}',
      /^line 2: to must be a text$/m,
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
      reaction('wamid.A', { emoji: 'thumbs' }).trim(),
      /^line 2: emoji must be one emoji: give the character, or its escape such as 'U\+1F600'$/m,
    ],
    [
      'an emoji that is no text',
      reaction('wamid.A', { emoji: 5 }).trim(),
      /^line 2: emoji must be one emoji, as a text$/m,
    ],
    [
      'an empty emoji',
      reaction('wamid.A', { emoji: '' }).trim(),
      /^line 2: emoji must be one emoji: it is empty/m,
    ],
    [
      'an unknown member',
      reaction('wamid.A', { emoji: '👍', extrainfo: {} }).trim(),
      /^line 2: .*unknown member `extrainfo`: did you mean `extraInfo`\?$/m,
    ],
    [
      'an unknown member of extraInfo',
      reaction('wamid.A', { emoji: '👍', extraInfo: { rfe: 'x' } }).trim(),
      /^line 2: unknown member `extraInfo.rfe`: did you mean `extraInfo.ref`\?$/m,
    ],
    [
      'a ref that is no text',
      reaction('wamid.A', { emoji: '👍', extraInfo: { ref: 5 } }).trim(),
      /^line 2: extraInfo.ref must be a text$/m,
    ],
    [
      'a member twice',
      '{"to":"919000000002","messageId":"wamid.A","emoji":"👍","emoji":"👎"}',
      /^line 2: has the member `emoji` more than once: keep one of them$/m,
    ],
    [
      'a member of extraInfo twice',
      '{"to":"919000000002","messageId":"wamid.A","emoji":"👍","extraInfo":{"ref":"\\":","ref":"b"}}',
      /^line 2: has the member `extraInfo.ref` more than once/m,
    ],
    [
      'lines that end in CR',
      reactions(2).trim().replaceAll('\n', '\r'),
      /^line 2: is not JSON: it holds several lines that end in CR alone; tr '\\r' '\\n' /m,
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
    expect(summary).toMatchObject({ lines: 3, accepted: 2, invalid: 1, unsent: 0 })
    expect(idsOf(received).toSorted()).toEqual(['wamid.N1', 'wamid.N3'])
    expect(code).toBe(5)
  })

  test.each(invalid)('--dry-run finds %s and sends nothing', async (_, line, message) => {
    const input = file(Buffer.concat([Buffer.from(reaction('wamid.N1')), Buffer.from(line)]))
    const { summary, stderr, stdout, code } = await batch(input, {}, '--dry-run')
    expect(summary).toMatchObject({ lines: 2, good: 1, invalid: 1, problems: [{ line: 2 }] })
    expect(`line 2: ${summary.problems[0]?.reason}`).toMatch(message)
    expect([stderr, code]).toEqual(['', 2])
    expect(stdout).not.toContain('results.ndjson')
  })

  test('an empty --results is as good as none', async () => {
    const { url } = await startAcceptingServer()
    const input = file(reactions(1))
    const { summary } = await batch(input, environmentFor(url), '--results', '')
    expect(summary).toMatchObject({ results: `${input}.results.ndjson` })
  })

  test('--dry-run of good lines is exit 0, without any setting', async () => {
    const line = reaction('wamid.A', { emoji: '👍', extraInfo: { ref: 'a' } })
    expect(await run(['batch', file(line), '--dry-run'], {})).toEqual({
      stdout: '1 line: 1 good, 0 invalid, 0 duplicates\nNothing was sent.\n',
      stderr: '',
      code: 0,
    })
  })

  test('--dry-run tells of duplicates, lines without ref, ids of another kind, and many lines to one recipient', async () => {
    const input = file(reactions(50) + reaction('wamid.N1') + reaction('A1'))
    const { stdout } = await run(['batch', input, '--dry-run'], {})
    expect(stdout).toContain('52 lines: 51 good, 0 invalid, 1 duplicate\n')
    expect(stdout).toContain('Lines without extraInfo.ref: 51. Their callbacks cannot be matched')
    expect(stdout).toContain('Lines whose messageId does not begin with "wamid.": 1.')
    expect(stdout).toContain('Lines to one recipient (+919000000002): 51.')
    const { summary } = await batch(input, {}, '--dry-run')
    expect(summary).toMatchObject({
      duplicates: 1,
      withoutRef: 51,
      otherIds: 1,
      busiest: { to: '+919000000002', lines: 51 },
    })
  })

  const others: [string, string, RegExp][] = [
    [
      'CSV',
      `to,messageId,emoji\n${'919000000002,wamid.A,👍\n'.repeat(40)}`,
      /looks like CSV, its values separated by commas; a/,
    ],
    [
      'short CSV',
      'to;messageId\n919000000002;wamid.A\n',
      /looks like CSV, its values separated by semicolons; a/,
    ],
    [
      'a JSON array',
      `[${reactions(3).trim().replaceAll('\n', ',')}]`,
      /looks like a JSON array; jq -c '\.\[\]'/,
    ],
    [
      'JSON over several lines',
      JSON.stringify({ to: '1', messageId: 'wamid.A' }, null, 2),
      /JSON over several lines/,
    ],
    [
      'lines that end in CR',
      reactions(30).replaceAll('\n', '\r'),
      /a text whose lines end in CR alone; tr '\\r' '\\n' ends/,
    ],
    ['a text', 'hello\n'.repeat(30), /is no file of reactions\. Its first 20 lines are all wrong/],
  ]
  test.each(others)('a file of %s is named, and nothing is sent', async (_, content, message) => {
    const { url, received } = await startAcceptingServer()
    const { summary, stderr, code } = await batch(file(content), environmentFor(url))
    expect(stderr).toMatch(message)
    expect(stderr).toContain('This run has sent nothing.')
    expect(summary.lines).toBeLessThanOrEqual(20)
    expect(summary).toMatchObject({ invalid: summary.lines, unsent: 0 })
    expect([code, received]).toEqual([2, []])
    expect((await batch(file(content), {}, '--dry-run')).stderr).toMatch(message)
  })

  test('an array with an element a line is named although its last one could be sent, and nothing is', async () => {
    const { url, received } = await startAcceptingServer()
    const elements = reactions(3).trimEnd().replaceAll('\n', ',\n')
    const { summary, code } = await batch(file(`[\n${elements}\n]\n`), environmentFor(url))
    expect(summary.stopped?.text).toMatch(/looks like a JSON array; jq -c '\.\[\]'/)
    expect([code, received]).toEqual([2, []])
  })

  test('lines that are added to a file while it is sent are counted', async () => {
    const { url, arrived, release } = await startAcceptingServer(1)
    // Longer than what is read of a file at once.
    const input = file(reactions(2000))
    const { ended } = start(['batch', input, '--json', '--rate', '10000'], environmentFor(url))
    await arrived(1)
    appendFileSync(input, reaction('wamid.added'))
    release()
    expect(JSON.parse((await ended).stdout)).toMatchObject({ lines: 2001, accepted: 2001 })
  })

  test('requests that are refused at once are one pause, and it is told once', async () => {
    const server = await startFaultServer(({ number }) =>
      number <= 3 ? { kind: 'respond', status: 429, headers: { 'retry-after': '1' } } : { kind: 'accept' },
    )
    const flags = ['--concurrency', '3']
    const { summary, stderr } = await batch(file(reactions(3)), environmentFor(server.url), ...flags)
    expect(summary).toMatchObject({ accepted: 3, requests: 6 })
    expect(stderr.match(/Pausing for 1 s: /g)).toHaveLength(1)
  })

  test('every sentence of a stop has its end', async () => {
    const server = await startFaultServer(() => caseResponse('WA500'))
    const { summary } = await batch(file(reactions(9)), environmentFor(server.url), '--concurrency', '1')
    expect(summary.stopped?.text).toMatch(/the reaction may have been accepted\. \S/)
  })

  test('twenty bad lines behind a good one stop nothing', async () => {
    const { url } = await startAcceptingServer()
    const { summary } = await batch(
      file(reactions(1) + 'oops\n'.repeat(30) + reaction('wamid.Z')),
      environmentFor(url),
    )
    expect(summary).toMatchObject({ accepted: 2, invalid: 30 })
  })

  test('keeps to the concurrency', async () => {
    const { url, arrived, release } = await startAcceptingServer(1)
    const input = file(reactions(6))
    const { ended } = start(['batch', input, '--rate', '10000', '--concurrency', '3'], environmentFor(url))
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
    async ({ name, error, status }) => {
      const input = file(reaction(`wamid.${name}`) + reactions(3))
      const { summary, stderr, code } = await batch(input, environmentFor(mock.url), '--concurrency', '1')
      const isLasting = error?.scope !== 'call'
      const state = error?.mayHaveBeenAccepted ? 'unknown' : 'failed'
      expect(summary).toMatchObject({ [state]: 1, accepted: isLasting ? 0 : 3, unsent: isLasting ? 3 : 0 })
      expect(entriesOf(`${input}.results.ndjson`)).toContainEqual(
        expect.objectContaining({ messageId: `wamid.${name}`, state, case: name, status }),
      )
      expect(stderr.includes('Stopped: ')).toBe(isLasting)
      if (isLasting) expect(stderr).toContain(error?.action)
      expect(code).toBe(isLasting ? 3 : 5)
    },
  )

  test('the same command sends what failed again, and nothing that was accepted', async () => {
    const input = file(reaction('wamid.WA400') + reactions(2))
    await batch(input, environmentFor(mock.url))
    mock.reset()
    expect((await batch(input, environmentFor(mock.url))).summary).toMatchObject({ accepted: 2, failed: 1 })
    expect(mock.calls).toHaveLength(1)
  })

  test('lists apart what may have been accepted; --resend-unknown sends it', async () => {
    const input = file(reaction('wamid.fault-reset') + reactions(2))
    const env = environmentFor(mock.url)
    const { summary, stderr, code } = await batch(input, env)
    expect(summary).toMatchObject({ accepted: 2, unknown: 1 })
    expect(stderr).toContain('An unknown line may have been accepted')
    expect(code).toBe(5)
    mock.reset()
    expect((await batch(input, env)).summary).toMatchObject({ accepted: 2, unknown: 1, requests: 0 })
    expect(mock.calls).toHaveLength(0)
    await batch(input, env, '--resend-unknown')
    expect(mock.calls).toHaveLength(1)
  })

  test('stops where no connection can be made, and nothing counts as sent', async () => {
    const ended = await batch(file(reactions(30)), environmentFor(await closedAddress()))
    expect(ended).toMatchObject({ code: 4, summary: { accepted: 0, unknown: 0 } })
    expect(ended.summary.stopped).toMatchObject({
      kind: 'noResponse',
      text: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('--quiet shows the summary and the stop only', async () => {
    const { url } = await startAcceptingServer()
    const { stdout, stderr } = await run(
      ['batch', file(`oops\n${reactions(1)}`), '--quiet'],
      environmentFor(url),
    )
    expect(stdout).toMatch(/^2 lines: 1 accepted, /)
    expect(stderr).toBe('')
  })
})
