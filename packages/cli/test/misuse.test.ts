import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { expect, test } from 'vitest'
import { bundle, environmentFor, file, run, scratch, start, startAcceptingServer, target } from './run.ts'

const line = '{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n'
const env = environmentFor('http://127.0.0.1:9')

test.each<[string, string[], RegExp]>([
  ['an unknown command', ['snd'], /unknown command 'snd' \(Did you mean send\?\)/],
  [
    'an unknown flag',
    ['send', ...target, '--ba-url', 'x', '👍'],
    /unknown option '--ba-url' \(Did you mean --base-url\?\)/,
  ],
  ['a missing value', ['send', '👍', '--to'], /option '--to <number>' argument missing/],
  [
    'a missing flag',
    ['send', '👍', '--to', '919000000002'],
    /required option '--message-id <id>' not specified/,
  ],
  ['a missing emoji', ['send', ...target], /missing required argument 'emoji'/],
  ['a second word', ['send', ...target, '👍', '👍'], /too many arguments/],
  ['two emoji', ['send', ...target, '👍👍'], /emoji must be one emoji/],
  ['an escape beyond Unicode', ['send', ...target, 'U+110000'], /emoji is beyond Unicode/],
  [
    'letters in a number',
    ['send', '--to', '9190O', '--message-id', 'wamid.A', '👍'],
    /--to must be a number with country code/,
  ],
  [
    'a message id with a blank',
    ['send', '--to', '919000000002', '--message-id', 'a b', '👍'],
    /--message-id must be ASCII without blanks/,
  ],
  [
    'an unknown region',
    ['send', ...target, '--region', 'us', '👍'],
    /'us' is invalid\. Allowed choices are in, sg, eu/,
  ],
  [
    'a base URL that is none',
    ['send', ...target, '--base-url', 'here', '👍'],
    /KALEYRA_BASE_URL \(or --base-url\) must be plain https/,
  ],
  ['a concurrency out of bounds', ['batch', 'x', '--concurrency', '65'], /from 1 to 64/],
  ['a rate that is none', ['batch', 'x', '--rate', 'fast'], /'fast' is invalid/],
  [
    'a missing file',
    ['batch', '/nowhere/in.ndjson'],
    /\/nowhere\/in\.ndjson cannot be read: there is no such file/,
  ],
  ['a directory', ['batch', '/'], /\/ is a directory/],
  ['a binary file', ['batch', file(Buffer.from([0x89, 0x50, 0, 1]), 'x.png')], /x\.png is binary/],
  ['UTF-16', ['batch', file(Buffer.from(line, 'utf16le'), 'x.txt')], /UTF-16; a text in UTF-8/],
  [
    'results in no folder',
    ['batch', file(line), '--results', '/nowhere/r'],
    /results file \/nowhere\/r cannot be opened: ENOENT/,
  ],
  [
    'results that are something else',
    ['batch', file(line), '--results', file('hello\n')],
    /is not a results file/,
  ],
  [
    'results that are a text without an end of line',
    ['batch', file(line), '--results', file('hello')],
    /is not a results file/,
  ],
  [
    'results that are a text in Latin-1',
    ['batch', file(line), '--results', file(Buffer.from('été\n', 'latin1'))],
    /is not a results file/,
  ],
  ['a key and lines from one input', ['batch', '-', '--api-key-stdin'], /cannot hold both/],
])('%s is one sentence with the culprit, and exit 2', async (_, args, message) => {
  const { stdout, stderr, code } = await run(args, env)
  expect(stderr).toMatch(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect([stdout, code]).toEqual(['', 2])
})

test('a file that is something else is left as it is', async () => {
  const other = file('hello')
  await run(['batch', file(line), '--results', other], env)
  expect(readFileSync(other, 'utf8')).toBe('hello')
})

test('an input that cannot be read leaves no results file', async () => {
  await run(['batch', '/nowhere/in.ndjson', '--results', `${scratch()}/r`], env)
  expect(existsSync(`${scratch()}/r`)).toBe(false)
})

test('results of another input are refused, and nothing is sent', async () => {
  const { url, received } = await startAcceptingServer()
  const results = `${scratch()}/r`
  await run(['batch', file(line), '--results', results], environmentFor(url))
  const { stderr, code } = await run(
    ['batch', file(line.replace('wamid.A', 'wamid.B')), '--results', results],
    environmentFor(url),
  )
  expect(stderr).toMatch(/belongs to another input: line 1 was another one/)
  expect(code).toBe(2)
  expect(received).toHaveLength(1)
})

test('results of another sender are refused before anything is sent, also where the first line was mended', async () => {
  const { url, received } = await startAcceptingServer()
  const input = file(`oops\n${line}`)
  await run(['batch', input], environmentFor(url))
  expect(received).toHaveLength(1)
  writeFileSync(input, line.replace('wamid.A', 'wamid.B') + line)
  const { stderr, code } = await run(['batch', input, '--sid', 'other'], environmentFor(url))
  expect(received).toHaveLength(1)
  expect(stderr).toMatch(/belongs to another sender or address/)
  expect(code).toBe(2)
})

test.each([
  ['at once', 0],
  ['while the first waits for responses', 2],
])('two runs on one results file, begun %s: one of them gives way', async (_, arrivedBefore) => {
  const { url, received, arrived, release } = await startAcceptingServer(1)
  const input = file(
    Array.from({ length: 12 }, (_, index) => line.replace('wamid.A', `wamid.N${index}`)).join(''),
  )
  const args = ['batch', input, '--concurrency', '2']
  const first = start(args, environmentFor(url))
  await arrived(arrivedBefore)
  const second = start(args, environmentFor(url))
  // Either both have requests under way, or one of them has given way already.
  await Promise.race([arrived(4), first.ended, second.ended])
  release()
  const ends = await Promise.all([first.ended, second.ended])
  expect(ends.some(({ stderr }) => stderr.includes('another process writes to'))).toBe(true)
  await run(args, environmentFor(url))
  const ids = received.map(({ body }) => JSON.parse(body).messaging_object.reaction.message_id)
  expect(ids.length).toBe(new Set(ids).size)
})

test('a malformed setting is told once, and leaves no results file behind', async () => {
  const input = file(line)
  const { stderr, code } = await run(['batch', input, '--sid', 'a b'], env)
  expect(stderr).toMatch(/^error: KALEYRA_SID \(or --sid\) .*\n$/)
  expect([code, existsSync(`${input}.results.ndjson`)]).toEqual([2, false])
})

test('what goes wrong with the last entry is told, too', async () => {
  const { url, arrived, release } = await startAcceptingServer(1)
  const input = file(line)
  const { ended } = start(['batch', input], environmentFor(url))
  await arrived(1)
  appendFileSync(`${input}.results.ndjson`, '{}\n')
  release()
  const { stdout, stderr, code } = await ended
  expect(stderr).toContain('another process writes to')
  expect([stdout, code]).toEqual(['', 2])
})

test.skipIf(process.platform !== 'linux')(
  'a full disk stops the batch before the request, in one sentence',
  async () => {
    const { url, received } = await startAcceptingServer()
    const { stderr, code } = await run(['batch', file(line), '--results', '/dev/full'], environmentFor(url))
    expect(stderr).toBe(
      'error: the results file /dev/full cannot be written: ENOSPC; once that is mended, the same command goes on\n',
    )
    expect([code, received]).toEqual([1, []])
  },
)

test('a disk that fills up during the batch stops it; nothing is sent without its entry', async () => {
  const { url, received } = await startAcceptingServer()
  const input = file(
    Array.from({ length: 200 }, (_, index) => line.replace('wamid.A', `wamid.N${index}`)).join(''),
  )
  const command = `trap '' XFSZ; ulimit -f 8; exec "$0" -- "$@"`
  const words = ['-c', command, process.execPath, bundle, 'batch', input]
  const { stderr, code } = await runProgram('sh', words, { env: environmentFor(url) })
  expect(stderr).toMatch(/results\.ndjson cannot be written: EFBIG/)
  expect(code).toBe(1)
  const before = received.length
  expect(before).toBeGreaterThan(0)
  const { stdout } = await run(['batch', input, '--json'], environmentFor(url))
  const { accepted, unknown } = JSON.parse(stdout)
  expect(accepted + unknown.length).toBe(200)
  expect(received.length).toBeLessThanOrEqual(200)
})

test.each([
  ['20.19.0', true],
  ['22.11.0', true],
  ['22.12.0', false],
  ['24.0.0', false],
])('Node %s is refused in one sentence: %s', async (version, isRefused) => {
  const program = `Object.defineProperty(process.versions, 'node', { value: '${version}' })
    process.argv = ['node', 'cli', '--version']
    require(${JSON.stringify(bundle)})`
  const { code, stderr } = await runProgram(process.execPath, ['--eval', program])
  const sentence = `error: kaleyra-reactions needs Node 22.12 or newer; this is ${version}.\n`
  expect([code, stderr]).toEqual(isRefused ? [2, sentence] : [0, ''])
})

test('a closed pipe is one sentence, without a stack trace', async () => {
  const { child, ended } = start(['explain'], {})
  child.stdout.destroy()
  const { stderr, code } = await ended
  expect(stderr).toMatch(/^error: standard output cannot be written: EPIPE\n$/)
  expect(code).toBe(1)
})

test('Ctrl-C while a reaction is under way is exit 130, and says what that means', async () => {
  const { url, arrived } = await startAcceptingServer(1)
  const { child, ended } = start(['send', ...target, '👍'], environmentFor(url))
  await arrived(1)
  child.kill('SIGINT')
  const { stderr, code } = await ended
  expect(stderr).toMatch(/^error: interrupted; the reaction may have been accepted/)
  expect(code).toBe(130)
})
