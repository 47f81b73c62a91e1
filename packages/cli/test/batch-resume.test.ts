import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { startMock } from '@kaleyra-reactions/mock'
import { afterAll, describe, expect, test } from 'vitest'
import { batch, entriesOf, idsOf, reaction, reactions } from './batch-run.ts'
import { environmentFor, file, printed, scratch, start, startAcceptingServer } from './run.ts'

const mock = await startMock()
afterAll(() => mock.close())

describe('an interrupted batch', () => {
  test('finishes what is under way after Ctrl-C, and goes on with the same command', async () => {
    const { url, received, arrived, release } = await startAcceptingServer(4)
    const input = file(reactions(30))
    const { child, ended } = start(['batch', input, '--json', '--concurrency', '3'], environmentFor(url))
    await arrived(6)
    child.kill('SIGINT')
    await printed(child.stderr, 'Ctrl-C again')
    release()
    const { stdout, stderr, code } = await ended
    const { accepted, unknown, stopped } = JSON.parse(stdout)
    expect([code, unknown, stopped]).toEqual([130, [], 'interrupted'])
    expect(accepted).toBe(received.length)
    expect(stderr).toContain('Ctrl-C again')
    expect((await batch(input, environmentFor(url), '--concurrency', '30')).summary).toMatchObject({
      accepted: 30,
      unknown: [],
    })
    expect(idsOf(received).toSorted()).toEqual([...new Set(idsOf(received))].toSorted())
  })

  test('gives up what is under way after a second Ctrl-C, and says so', async () => {
    const { url, arrived } = await startAcceptingServer(1)
    const input = file(reactions(30))
    const { child, ended } = start(['batch', input, '--json', '--concurrency', '3'], environmentFor(url))
    await arrived(3)
    child.kill('SIGINT')
    await printed(child.stderr, 'Ctrl-C again')
    child.kill('SIGINT')
    const { stdout, code } = await ended
    expect(code).toBe(130)
    expect(JSON.parse(stdout).unknown.toSorted()).toEqual([1, 2, 3])
  })

  test('ends after Ctrl-C also while it waits for lines of standard input', async () => {
    const { url } = await startAcceptingServer()
    const results = `${scratch()}/results.ndjson`
    const args = ['batch', '-', '--json', '--results', results]
    const { child, ended } = start(args, environmentFor(url), null)
    child.stdin.write(reactions(2))
    await expect.poll(() => existsSync(results) && entriesOf(results).length).toBe(4)
    child.kill('SIGINT')
    const { stdout, code } = await ended
    expect([JSON.parse(stdout).accepted, code]).toEqual([2, 130])
  })

  test('ends after an error of the account also while standard input stays open', async () => {
    const args = ['batch', '-', '--results', `${scratch()}/results.ndjson`]
    const { child, ended } = start(args, environmentFor(mock.url), null)
    child.stdin.write(reaction('wamid.E110'))
    expect(await ended).toMatchObject({ code: 5, stderr: expect.stringContaining('Stopped: 400 E110') })
  })

  test('ends where the results are of another input, also while standard input stays open', async () => {
    const { url, received } = await startAcceptingServer()
    const args = ['batch', '-', '--results', `${scratch()}/results.ndjson`]
    await start(args, environmentFor(url), reactions(1)).ended
    const { child, ended } = start(args, environmentFor(url), null)
    child.stdin.write(reaction('wamid.other'))
    expect(await ended).toMatchObject({ code: 2, stderr: expect.stringContaining('line 1 was another one') })
    expect(idsOf(received)).toEqual(['wamid.N1'])
  })

  test('goes on after an entry that ends within a character', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(1))
    const entry = Buffer.from('{"line":1,"state":"refused","error":{"message":"é')
    writeFileSync(`${input}.results.ndjson`, entry.subarray(0, -1))
    expect((await batch(input, environmentFor(url))).summary).toMatchObject({ accepted: 1 })
    expect(received).toHaveLength(1)
  })

  test('loses no line and sends none twice, when killed at any moment', async () => {
    const { url, received, arrived } = await startAcceptingServer()
    const input = file(reactions(400))
    for (let kill = 0; kill < 5; kill += 1) {
      const { child, ended } = start(['batch', input], environmentFor(url))
      await arrived(received.length + 31)
      child.kill('SIGKILL')
      await ended
    }
    const { summary } = await batch(input, environmentFor(url))
    const ids = idsOf(received)
    expect(new Set(ids).size).toBe(ids.length)
    expect(summary.accepted + summary.unknown.length).toBe(400)
    expect(ids.length + summary.unknown.length).toBeGreaterThanOrEqual(400)
    expect(summary.unknown.length).toBeLessThanOrEqual(5 * 8)
  })

  test('goes on after a results file that ends anywhere, as if the machine had stopped there', async () => {
    const { url, received } = await startAcceptingServer()
    const input = file(reactions(2))
    const results = `${input}.results.ndjson`
    await batch(input, environmentFor(url), '--concurrency', '1')
    const whole = readFileSync(results)
    for (let end = 1; end <= whole.length; end += 31) {
      writeFileSync(results, whole.subarray(0, end))
      received.length = 0
      const { summary } = await batch(input, environmentFor(url))
      expect(summary.accepted + summary.unknown.length, `${end} bytes`).toBe(2)
      const sent = received.length
      const text = readFileSync(results, 'utf8')
      for (const id of idsOf(received))
        expect(text).toMatch(new RegExp(`^{"line":${id.slice(7)},"state":"sending"`, 'm'))
      expect((await batch(input, environmentFor(url))).summary).toEqual(summary)
      expect(received.length).toBe(sent)
      const entries = whole.subarray(0, end).toString()
      const announced = [1, 2].filter((line) => entries.includes(`{"line":${line},"state":"sending"`))
      for (const line of announced.slice(0, -1)) expect(idsOf(received)).not.toContain(`wamid.N${line}`)
    }
  })
})
