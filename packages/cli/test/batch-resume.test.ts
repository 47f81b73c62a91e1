import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll, describe, expect, test } from 'vitest'
import { resultsRemedy } from '../src/batch/results-remedy.ts'
import { batch, entriesOf, idsOf, reaction, reactions } from './batch-run.ts'
import { statesIn } from './in-process.ts'
import { bundle, environmentFor, file, printed, run, scratch, start, startAcceptingServer } from './run.ts'

const mock = await startMock()
afterAll(() => mock.close())

const fast = ['--rate', '10000']

describe('an interrupted batch', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'finishes what is under way after %s, and goes on with the same command',
    async (signal, exit) => {
      const { url, received, arrived, release } = await startAcceptingServer(4)
      const input = file(reactions(30))
      const args = ['batch', input, '--json', ...fast, '--concurrency', '3']
      const { child, ended } = start(args, environmentFor(url))
      await arrived(6)
      child.kill(signal)
      await printed(child.stderr, 'Finishing')
      release()
      const { stdout, stderr, code } = await ended
      const { accepted, unknown, unsent, stopped } = JSON.parse(stdout)
      expect([code, unknown, stopped.kind]).toEqual([exit, 0, signal])
      expect(accepted).toBe(received.length)
      expect(unsent).toBe(30 - accepted)
      expect(stderr).toContain('Run the same command again')
      expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 30, unknown: 0 })
      expect(idsOf(received).toSorted()).toEqual([...new Set(idsOf(received))].toSorted())
    },
  )

  test('gives up what is under way after a second Ctrl-C, and says so', async () => {
    const { url, arrived } = await startAcceptingServer(1)
    const input = file(reactions(30))
    const args = ['batch', input, '--json', ...fast, '--concurrency', '3']
    const { child, ended } = start(args, environmentFor(url))
    await arrived(3)
    child.kill('SIGINT')
    await printed(child.stderr, 'Ctrl-C again')
    child.kill('SIGINT')
    const { stdout, stderr, code } = await ended
    expect(code).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ unknown: 3, unsent: 27 })
    expect(stderr).toContain('line 1: No response came before the batch stopped; the reaction may have been')
  })

  test('ends a pause at once', async () => {
    const input = file(reaction('wamid.status-429') + reactions(3))
    const args = ['batch', input, '--json', '--concurrency', '1']
    const { child, ended } = start(args, environmentFor(mock.url))
    await printed(child.stderr, 'Pausing for 4 s')
    child.kill('SIGINT')
    const { stdout, code } = await ended
    expect(JSON.parse(stdout)).toMatchObject({ failed: 1, unknown: 0, unsent: 3 })
    expect(code).toBe(130)
  })

  test('ends after Ctrl-C also while it waits for lines of standard input', async () => {
    const { url } = await startAcceptingServer()
    const results = `${scratch()}/results.ndjson`
    const args = ['batch', '-', '--json', '--results', results, ...fast]
    const { child, ended } = start(args, environmentFor(url), null)
    child.stdin.write(reactions(2))
    await expect.poll(() => existsSync(results) && entriesOf(results).length).toBe(4)
    child.kill('SIGINT')
    const { stdout, stderr, code } = await ended
    expect([JSON.parse(stdout).accepted, code]).toEqual([2, 130])
    expect(stderr).toContain(
      'Lines that were not read before the stop are not counted.\nRun the same command',
    )
  })

  test('leaves a FIFO at once', async () => {
    const { url } = await startAcceptingServer()
    const fifo = `${scratch()}/lines`
    await runProgram('mkfifo', [fifo])
    const args = ['batch', fifo, '--json', ...fast]
    const { child, ended } = start(args, environmentFor(url))
    // It is opened without a writer; the results file shows that it is being read.
    await expect.poll(() => existsSync(`${fifo}.results.ndjson`)).toBe(true)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 143 })
  })

  test('reads a FIFO to its end', async () => {
    const { url, received } = await startAcceptingServer()
    const fifo = `${scratch()}/lines`
    await runProgram('mkfifo', [fifo])
    const { ended } = start(['batch', fifo, ...fast], environmentFor(url))
    await runProgram('sh', ['-c', `cat > ${fifo}`], { input: reactions(3) })
    expect(await ended).toMatchObject({ code: 0 })
    expect(received).toHaveLength(3)
  })

  test('ends after an error of the account also while standard input stays open', async () => {
    const args = ['batch', '-', '--results', `${scratch()}/results.ndjson`]
    const { child, ended } = start(args, environmentFor(mock.url), null)
    child.stdin.write(reaction('wamid.E110'))
    expect(await ended).toMatchObject({ code: 3, stderr: expect.stringMatching(/Stopped: .*E110/) })
  })

  test('loses no line and sends none twice, when killed at any moment', async () => {
    const { url, received, arrived } = await startAcceptingServer()
    const input = file(reactions(400))
    for (let kill = 0; kill < 5; kill += 1) {
      const { child, ended } = start(['batch', input, ...fast], environmentFor(url))
      await arrived(received.length + 31)
      child.kill('SIGKILL')
      await ended
    }
    const { summary } = await batch(input, environmentFor(url))
    const ids = idsOf(received)
    expect(new Set(ids).size).toBe(ids.length)
    expect(summary.accepted + summary.unknown).toBe(400)
    expect(ids.length + summary.unknown).toBeGreaterThanOrEqual(400)
    expect(summary.unknown).toBeLessThanOrEqual(5 * 8)
  })

  test('goes on after a results file that ends anywhere, as if the machine had stopped there', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(2))
    const results = `${input}.results.ndjson`
    await batch(input, environmentFor(url), '--concurrency', '1')
    const whole = readFileSync(results)
    for (let end = 0; end <= whole.length; end += 37) {
      writeFileSync(results, whole.subarray(0, end))
      received.length = 0
      const announced = entriesIn(whole.subarray(0, end)).map(({ messageId }) => messageId)
      const { summary } = await batch(input, environmentFor(url))
      expect(summary.accepted + summary.unknown, `${end} bytes`).toBe(2)
      for (const id of idsOf(received)) expect(announced).not.toContain(id)
      // Every line is JSON, whatever the last run left.
      expect(entriesOf(results).length).toBeGreaterThan(0)
    }
  })

  test('goes on after an entry that ends within a character, or that a power cut has emptied', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(1))
    const entry = Buffer.from('{"time":"2026-01-01","reason":"é')
    for (const torn of [entry.subarray(0, -1), Buffer.alloc(30)]) {
      writeFileSync(`${input}.results.ndjson`, torn)
      received.length = 0
      expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 1 })
      expect(received).toHaveLength(1)
    }
  })
})

describe('two runs on one results file', () => {
  test('the second is refused before it writes anything, and the first goes on', async () => {
    const { url, received, arrived, release } = await startAcceptingServer(1)
    const input = file(reactions(12))
    const first = start(['batch', input, '--json', ...fast], environmentFor(url))
    await arrived(8)
    const before = readFileSync(`${input}.results.ndjson`)
    const second = await batch(input, environmentFor(url))
    expect(second.stderr).toMatch(
      /results\.ndjson is in use by another run \(process \d+\)\. Wait for its end; this run has sent nothing\./,
    )
    expect([second.code, second.stdout]).toEqual([2, ''])
    expect(readFileSync(`${input}.results.ndjson`)).toEqual(before)
    release()
    expect(JSON.parse((await first.ended).stdout)).toMatchObject({ accepted: 12 })
    expect(received).toHaveLength(12)
    expect(existsSync(`${input}.results.ndjson.lock`)).toBe(false)
  })

  test('begun at once, also after one that was killed: no line is sent twice, and one of them goes on', async () => {
    const { url, received, arrived } = await startAcceptingServer()
    const input = file(reactions(200))
    for (let round = 0; round < 3; round += 1) {
      const killed = start(['batch', input], environmentFor(url))
      await arrived(received.length + 5)
      killed.child.kill('SIGKILL')
      await killed.ended
      const both = [0, 1, 2].map(() => start(['batch', input, '--rate', '400'], environmentFor(url)))
      await arrived(received.length + 20)
      for (const { child } of both) child.kill('SIGTERM')
      await Promise.all(both.map(({ ended }) => ended))
    }
    const { summary } = await batch(input, environmentFor(url))
    expect(summary.accepted + summary.unknown).toBe(200)
    expect(idsOf(received).length).toBe(new Set(idsOf(received)).size)
  })

  test('a lock of another machine is kept, and the message says what to do', async () => {
    const input = file(reactions(1))
    const lock = `${input}.results.ndjson.lock`
    await runProgram('ln', ['-s', '1:1:elsewhere', lock])
    const { stderr, code } = await run(['batch', input], environmentFor(mock.url))
    expect(stderr).toContain(`by a run on elsewhere. If it has ended, delete ${lock}`)
    expect(code).toBe(2)
  })
})

test('a lock that is something else is not taken for a run', async () => {
  const input = file(reactions(1))
  const lock = `${input}.results.ndjson.lock`
  writeFileSync(lock, 'hello')
  const { stderr, code } = await run(['batch', input], environmentFor(mock.url))
  expect(stderr).toContain(`${lock} is no lock of this program. Move it away; this run has sent nothing.`)
  expect([code, readFileSync(lock, 'utf8')]).toEqual([2, 'hello'])
})

test('an input has the same results under each of its names', async () => {
  const { url, received } = await startAcceptingServer()
  const input = file(reactions(3))
  const link = `${scratch()}/latest.ndjson`
  symlinkSync(input, link)
  await batch(input, environmentFor(url))
  expect((await batch(link, environmentFor(url))).summary).toMatchObject({ accepted: 3, requests: 0 })
  expect(received).toHaveLength(3)
})

test('an input without lines is done, and the summary says that it is empty', async () => {
  const { stderr, code } = await run(['batch', file('\n')], environmentFor(mock.url))
  expect([stderr, code]).toEqual(['The input holds no lines, so there was nothing to send.\n', 0])
})

test('an input that was renamed is not sent again', async () => {
  const { url, received } = await startAcceptingServer()
  const input = file(reactions(3))
  const renamed = `${input}.new`
  await batch(input, environmentFor(url))
  renameSync(input, renamed)
  const { stderr, code } = await batch(renamed, environmentFor(url))
  expect(stderr).toContain(
    `${input}.results.ndjson holds lines of ${renamed}, and its own input is gone. If that was renamed, give --results ${input}.results.ndjson;`,
  )
  expect([code, received.length, existsSync(`${renamed}.results.ndjson`)]).toEqual([2, 3, false])
  writeFileSync(renamed, reaction('wamid.other'))
  expect((await batch(renamed, environmentFor(url))).summary).toMatchObject({ accepted: 1, requests: 1 })
})

test('many old results beside an input are read no further than where a renamed input would show', async () => {
  const { url, received } = await startAcceptingServer()
  const input = file(reactions(3))
  const folder = dirname(input)
  const old = `${JSON.stringify({ messageId: 'wamid.X', state: 'accepted', reaction: '0123456789abcdef' })}\n`
  // Reading 200 GB would take longer than this test may; sparse files take no room on the disk.
  for (let number = 0; number < 200; number += 1) {
    const path = `${folder}/old-${number}.ndjson.results.ndjson`
    writeFileSync(path, old.repeat(1200))
    truncateSync(path, 1_000_000_000)
  }
  expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 3 })
  renameSync(input, `${folder}/renamed.ndjson`)
  const { stderr, code } = await batch(`${folder}/renamed.ndjson`, environmentFor(url))
  expect(stderr).toContain(`${input}.results.ndjson holds lines of ${folder}/renamed.ndjson`)
  expect([code, received.length]).toEqual([2, 3])
})

describe('a results file', () => {
  /** Starts a batch of 60 lines whose requests are held back, and gives what lets it go on. */
  async function started() {
    const server = await startAcceptingServer(5)
    const input = file(reactions(60))
    const results = `${input}.results.ndjson`
    const args = ['batch', input, '--json', ...fast, '--concurrency', '2']
    const { ended } = start(args, environmentFor(server.url))
    await server.arrived(6)
    return { ...server, input, results, ended }
  }

  test('that is deleted stops the batch before the next line, and is written anew', async () => {
    const { url, received, release, input, results, ended } = await started()
    rmSync(results)
    release()
    const { stdout, stderr, code } = await ended
    expect(stderr).toContain('was deleted, and has been written anew')
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 6, unsent: 54 })
    expect([code, received.length]).toEqual([1, 6])
    expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 60 })
    expect(idsOf(received).length).toBe(new Set(idsOf(received)).size)
  })

  test('that is replaced stops the batch before the next line; its entries are saved', async () => {
    const { url, received, release, input, results, ended } = await started()
    renameSync(results, `${results}.old`)
    writeFileSync(results, '')
    release()
    const { stderr, code } = await ended
    const saved = /its entries are in (\S+): put that in its place/.exec(stderr)?.[1] ?? ''
    expect([code, received.length]).toEqual([1, 6])
    renameSync(saved, results)
    expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 60 })
    expect(idsOf(received).length).toBe(new Set(idsOf(received)).size)
  })

  test('to which another program writes stops the batch before the next line', async () => {
    const { received, release, results, ended } = await started()
    appendFileSync(results, '{}\n')
    release()
    expect(await ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('changed by another program. Bring it back before the next run'),
    })
    expect(received).toHaveLength(6)
  })

  test('whose lock is deleted stops the batch before the next line', async () => {
    const { received, release, results, ended } = await started()
    rmSync(`${results}.lock`)
    release()
    expect(await ended).toMatchObject({ code: 1, stderr: expect.stringContaining('its lock was deleted') })
    expect(received).toHaveLength(6)
  })

  test('for which there is no more room stops the batch; nothing is sent without its entry', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(200))
    const command = `trap '' XFSZ; ulimit -f 16; exec "$0" -- "$@"`
    const words = ['-c', command, process.execPath, bundle, 'batch', input, '--json', ...fast]
    const { stdout, stderr, code } = await runProgram('sh', words, { env: environmentFor(url) })
    expect(stderr).toMatch(/results\.ndjson cannot be written \(file too large, EFBIG\)\. Make room for it/)
    expect(code).toBe(1)
    expect(received.length).toBeGreaterThan(0)
    const { accepted, unknown } = JSON.parse(stdout)
    expect(accepted + unknown).toBe(received.length)
    const states = statesIn(`${input}.results.ndjson`)
    expect([...states.values()].filter((state) => state === 'accepted')).toHaveLength(accepted)
    expect(unknown).toBeGreaterThan(0)
    expect(stderr).toContain(`Responses that could not be written to the results: ${unknown}.`)
    expect(stderr.match(/It is accepted, with the id A\d+, and this could not be written/g)).toHaveLength(
      unknown,
    )
    const { summary } = await batch(input, environmentFor(url))
    expect(summary.unknown).toBe(unknown)
    expect(summary.accepted + summary.unknown).toBe(200)
    expect(idsOf(received).length).toBe(new Set(idsOf(received)).size)
  })

  test('of which a line is damaged is refused, and no other one is advised: it would send lines twice', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(2))
    const results = `${input}.results.ndjson`
    await batch(input, environmentFor(url))
    const whole = readFileSync(results, 'utf8')
    writeFileSync(results, whole.replace('\n', '\nnoted by hand\n'))
    const { stderr, code } = await run(['batch', input], environmentFor(url))
    expect(stderr).toContain(
      'is damaged: line 2 is no entry. Mend or delete that line; with another --results, accepted lines would be sent again.',
    )
    expect([code, received.length]).toEqual([2, 2])
  })

  test('that cannot be written is to be kept where it has entries', async () => {
    const folder = scratch()
    const results = `${folder}/results.ndjson`
    writeFileSync(results, '{}\n')
    expect(resultsRemedy(results)).toMatch(
      /^Make the file and its folder writable, or give a copy of it as --results/,
    )
    expect(resultsRemedy(`${folder}/none`)).toBe('Give another --results.')
  })

  test.each(['/dev/full', '/dev/null'])('%s is refused: the next run could not read it', async (path) => {
    const { stderr, code } = await run(
      ['batch', file(reactions(1)), '--results', path],
      environmentFor(mock.url),
    )
    expect([stderr.includes('must be a regular file'), code]).toEqual([true, 2])
  })

  test('that is a FIFO is refused at once', async () => {
    const fifo = `${scratch()}/results`
    await runProgram('mkfifo', [fifo])
    const ended = await run(['batch', file(reactions(1)), '--results', fifo], environmentFor(mock.url))
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('must be a regular file') })
  })

  test('is one file under each of its hard links: a second run is refused, and the first goes on', async () => {
    const { url, received, arrived, release } = await startAcceptingServer(3)
    const [results, other] = [`${scratch()}/r`, `${scratch()}/other`]
    const input = file(reactions(4))
    await batch(file(reactions(1)), environmentFor(url), '--results', results)
    linkSync(results, other)
    const first = start(['batch', input, '--json', ...fast, '--results', results], environmentFor(url))
    await arrived(4)
    const second = await run(['batch', input, '--results', other], environmentFor(url))
    expect(second.stderr).toMatch(
      /in use by another run \(process \d+\)\. Wait for its end; this run has sent nothing/,
    )
    expect([second.code, existsSync(`${other}.lock`)]).toEqual([2, false])
    release()
    expect(JSON.parse((await first.ended).stdout)).toMatchObject({ accepted: 4 })
    expect(received).toHaveLength(4)
    expect((await batch(input, environmentFor(url), '--results', other)).summary).toMatchObject({
      requests: 0,
    })
  })

  test('is one file under each of its names', async () => {
    const { url, arrived, release } = await startAcceptingServer(1)
    const folder = scratch()
    mkdirSync(`${folder}/real`)
    await runProgram('ln', ['-s', 'real', `${folder}/link`])
    const input = file(reactions(1))
    const first = start(['batch', input, '--results', `${folder}/real/r`], environmentFor(url))
    await arrived(1)
    const second = await run(['batch', input, '--results', `${folder}/link/r`], environmentFor(url))
    expect(second.stderr).toContain('in use by another run')
    release()
    await first.ended
  })
})

function entriesIn(bytes: Buffer): { messageId?: string }[] {
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1).toString()
  return whole === ''
    ? []
    : whole
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
}
