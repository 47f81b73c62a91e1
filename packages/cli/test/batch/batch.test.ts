import { existsSync, readFileSync } from 'node:fs'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { describe, expect, test } from 'vitest'
import { accept, hold, startReactionServer } from '../reaction-server.ts'
import { bundle, environmentFor, file, printed, run, scratch, start } from '../run.ts'
import { batch, fast, idsOf, reaction, reactions } from './batch-run.ts'
import { entriesOf, statesIn } from './in-process.ts'

test('sends every line once, with what it holds, and keeps what one can work with', async () => {
  const { url, received } = await startReactionServer()
  const input = file(
    reaction('wamid.A', { emoji: 'U+1F600', extraInfo: { ref: 'order-17' } }) +
      reaction('wamid.B', { remove: true }),
  )
  const { summary, stderr, code } = await batch(input, environmentFor(url), '--concurrency', '1')
  expect(summary).toMatchObject({ lines: 2, accepted: 2, requests: 2, results: `${input}.results.ndjson` })
  expect([stderr, code]).toEqual(['', 0])
  const [first, second] = received.map(({ body }) => JSON.parse(body))
  expect(first.extra_info).toEqual({ ref: 'order-17' })
  expect([first, second].map((body) => body.messaging_object.reaction.emoji)).toEqual(['😀', ''])
  expect(entriesOf(`${input}.results.ndjson`)[1]).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    attempt: expect.stringMatching(/^[0-9a-f]{8}-1$/),
    ...{ line: 1, to: '+919000000002', messageId: 'wamid.A', emoji: '😀', ref: 'order-17' },
    ...{ state: 'accepted', reactionId: 'A1', status: 202 },
  })
})

test('a wrong line is told, the others are sent, and the exit status says so', async () => {
  const { url, received } = await startReactionServer()
  const { summary, stderr, code } = await batch(file(`${reactions(2)}{"to":"91`), environmentFor(url))
  expect(stderr).toMatch(/^line 3: is not JSON/)
  expect(summary).toMatchObject({ accepted: 2, invalid: 1, problems: [{ line: 3 }] })
  expect([code, received.length]).toEqual([5, 2])
})

test('--dry-run needs no setting, and sends nothing', async () => {
  const line = reaction('wamid.A', { emoji: '👍', extraInfo: { ref: 'a' } })
  expect(await run(['batch', file(line), '--dry-run'], {})).toEqual({
    stdout: '1 line: 1 good, 0 invalid, 0 duplicates\nNothing was sent.\n',
    stderr: '',
    code: 0,
  })
})

test('reads standard input to its end, and goes on there, too', async () => {
  const { url, received } = await startReactionServer()
  const flags = ['batch', '-', '--results', `${scratch()}/results`]
  await run(flags, environmentFor(url), reactions(2))
  await run(flags, environmentFor(url), reactions(3))
  expect(idsOf(received).toSorted()).toEqual(['wamid.N1', 'wamid.N2', 'wamid.N3'])
})

/** Windows has neither signals that a program can handle, nor a limit for the size of its files. */
const onUnix = test.skipIf(process.platform === 'win32')

describe('an interrupted batch', () => {
  onUnix('finishes what is under way, and goes on with the same command', async () => {
    const { url, received, arrived, release } = await startReactionServer((call) =>
      call.number < 4 ? accept(call) : hold(call),
    )
    const input = file(reactions(30))
    const { child, ended } = start(
      ['batch', input, '--json', ...fast, '--concurrency', '3'],
      environmentFor(url),
    )
    await arrived(6)
    child.kill('SIGINT')
    await printed(child.stderr, 'Waiting')
    release()
    const { stdout, stderr, code } = await ended
    const summary = JSON.parse(stdout)
    expect([code, summary.unknown, summary.stopped.kind]).toEqual([130, 0, 'SIGINT'])
    expect(summary).toMatchObject({ accepted: received.length, unsent: 30 - received.length })
    expect(stderr).toContain('Run the same command again')
    expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 30, unknown: 0 })
    expect(received).toHaveLength(30)
  })

  onUnix(
    'gives up what is under way, as many lines as the concurrency, after a second Ctrl-C, and says so',
    async () => {
      const { url, arrived } = await startReactionServer(() => ({ kind: 'stall' }))
      const input = file(reactions(30))
      const { child, ended } = start(
        ['batch', input, '--json', ...fast, '--concurrency', '3'],
        environmentFor(url),
      )
      await arrived(3)
      child.kill('SIGINT')
      await printed(child.stderr, 'Ctrl-C again')
      child.kill('SIGINT')
      const { stdout, stderr, code } = await ended
      expect([code, JSON.parse(stdout)]).toMatchObject([130, { unknown: 3, unsent: 27 }])
      expect(stderr).toContain(
        'line 1: No response came before the batch stopped; the reaction may have been',
      )
    },
  )

  test('sends nothing twice and loses nothing, although it is killed', async () => {
    const { url, received, arrived } = await startReactionServer()
    const input = file(reactions(400))
    const { child, ended } = start(['batch', input, '--rate', '400'], environmentFor(url))
    await arrived(31)
    child.kill('SIGKILL')
    await ended
    const { summary, stderr } = await batch(input, environmentFor(url))
    expect(stderr).toContain('checking for up to 10 s whether its run is still active')
    const ids = idsOf(received)
    expect(new Set(ids).size).toBe(ids.length)
    expect(summary.accepted + summary.unknown).toBe(400)
    expect(summary.unknown).toBeLessThanOrEqual(8)
    const states = statesIn(`${input}.results.ndjson`)
    for (const id of ids) expect(states.get(id)).toMatch(/accepted|unknown/)
  })
})

test('a second run on the same results is refused, and the first one goes on', async () => {
  const { url, received, arrived, release } = await startReactionServer(hold)
  const input = file(reactions(12))
  const first = start(['batch', input, '--json', ...fast], environmentFor(url))
  await arrived(8)
  const before = readFileSync(`${input}.results.ndjson`)
  const second = await batch(input, environmentFor(url))
  expect(second.stderr).toMatch(
    /is in use by another run \(process \d+ on .+\)\. Wait until it ends\. This run has sent/,
  )
  expect([second.code, second.stdout]).toEqual([2, ''])
  expect(readFileSync(`${input}.results.ndjson`)).toEqual(before)
  release()
  expect(JSON.parse((await first.ended).stdout)).toMatchObject({ accepted: 12 })
  expect(received).toHaveLength(12)
  expect(existsSync(`${input}.results.ndjson.lock`)).toBe(false)
})

onUnix('results without room stop the batch; nothing is sent without its entry', async () => {
  const { url, received } = await startReactionServer()
  const input = file(reactions(200))
  const command = `trap '' XFSZ; ulimit -f 16; exec "$0" -- "$@"`
  const words = ['-c', command, process.execPath, bundle, 'batch', input, '--json', ...fast]
  const { stdout, stderr, code } = await runProgram('sh', words, { env: environmentFor(url) })
  expect(stderr).toMatch(/results\.ndjson cannot be written \(file too large, EFBIG\)\. Fix the cause/)
  expect(code).toBe(1)
  const { accepted, unknown } = JSON.parse(stdout)
  expect(received.length).toBeGreaterThan(0)
  expect(accepted + unknown).toBe(received.length)
  const { summary } = await batch(input, environmentFor(url))
  expect(summary.accepted + summary.unknown).toBe(200)
  expect(new Set(idsOf(received)).size).toBe(received.length)
})
