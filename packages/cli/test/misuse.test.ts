import { existsSync } from 'node:fs'
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
  [
    'an unknown short flag with a value glued to it',
    ['send', ...target, '-khunter2', '👍'],
    /^error: unknown option '-k'$/m,
  ],
  ['a missing value', ['send', '👍', '--to'], /option '--to <number>' argument missing/],
  [
    'a missing flag',
    ['send', '👍', '--to', '919000000002'],
    /required option '--message-id <id>' not specified/,
  ],
  ['a missing emoji', ['send', ...target], /missing required argument 'emoji'/],
  ['a second word', ['send', ...target, '👍', 'hunter2'], /too many arguments/],
  [
    'a variable of the key as a word',
    ['send', ...target, '👍', 'KALEYRA_API_KEY=hunter2'],
    /^error: A key does not belong/,
  ],
  [
    'two emoji',
    ['send', ...target, '👍👍'],
    /emoji must be one emoji: 2 emoji were given, and a reaction is one/,
  ],
  ['a short code', ['send', ...target, ':tada:'], /:tada: is a short code; give the emoji 🎉 or 'U\+1F389'/],
  [
    'a lost backslash',
    ['send', ...target, 'uD83DuDE00'],
    /took the backslash of uD83DuDE00; quote it: '\\uD83D\\uDE00'/,
  ],
  [
    'a key as a flag',
    ['send', ...target, '--api-key=hunter2', '👍'],
    /^error: A key does not belong .* Set KALEYRA_API_KEY/,
  ],
  ['a key behind a flag', ['batch', '--api-key', 'hunter2', 'x'], /^error: A key does not belong/],
  ['a key as the value of --api-key-stdin', ['doctor', '--api-key-stdin=hunter2'], /^error: A key does not/],
  [
    'a key as a word behind --api-key-stdin',
    ['send', ...target, '👍', '--api-key-stdin', 'hunter2'],
    /^error: A key does not belong/,
  ],
  [
    'a time limit of none',
    ['send', ...target, '--timeout', 'long', '👍'],
    /'long' is invalid\. It must be a number of seconds/,
  ],
  ['a code point', ['send', ...target, '0x1F44D'], /0x1F44D is a code point; give 'U\+1F44D'/],
  [
    'a key instead of an emoji',
    ['send', ...target, '--api-key-stdin', 'hunter2'],
    /--api-key-stdin got no key/,
  ],
  ['an escape beyond Unicode', ['send', ...target, 'U+110000'], /U\+110000 is beyond Unicode/],
  [
    'letters in a number',
    ['send', '--to', '9190O', '--message-id', 'wamid.A', '👍'],
    /--to must not contain "O": write country code/,
  ],
  [
    'a message id with a blank',
    ['send', '--to', '919000000002', '--message-id', 'a b', '👍'],
    /--message-id must be ASCII without blanks/,
  ],
  [
    'an unknown region',
    ['send', ...target, '--region', 'us', '👍'],
    /'us' is invalid\. It must be one of in, sg, eu/,
  ],
  [
    'a base URL that is none',
    ['send', ...target, '--base-url', 'here', '👍'],
    /KALEYRA_BASE_URL \(or --base-url\) must be an https:\/\/ address/,
  ],
  ['a concurrency out of bounds', ['batch', 'x', '--concurrency', '65'], /from 1 to 64/],
  ['a rate that is none', ['batch', 'x', '--rate', 'fast'], /'fast' is invalid/],
  [
    'lines of a program without --results',
    ['batch', '/dev/fd/0'],
    /--results <file> is needed where the lines come from no file of their own/,
  ],
  ['a key and lines from one input', ['batch', '-', '--api-key-stdin'], /cannot hold both/],
])('%s is one sentence with the culprit, and exit 2', async (_, args, message) => {
  const { stdout, stderr, code } = await run(args, env)
  expect(stderr).toMatch(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).not.toContain('hunter2')
  expect([stdout, code]).toEqual(['', 2])
})

test('an input that cannot be read leaves no results file', async () => {
  await run(['batch', '/nowhere/in.ndjson', '--results', `${scratch()}/r`], env)
  expect(existsSync(`${scratch()}/r`)).toBe(false)
})

test('a malformed setting is told once, and leaves no results file behind', async () => {
  const input = file(line)
  const { stderr, code } = await run(['batch', input, '--sid', 'a b'], env)
  expect(stderr).toMatch(/^error: KALEYRA_SID \(or --sid\) .*\n$/)
  expect([code, existsSync(`${input}.results.ndjson`)]).toEqual([2, false])
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

test('a closed pipe is silent', async () => {
  const { child, ended } = start(['explain'], {})
  child.stdout.destroy()
  expect(await ended).toMatchObject({ stderr: '', code: 0 })
})

test('Ctrl-C while a reaction is under way is exit 130, and says what that means', async () => {
  const { url, arrived } = await startAcceptingServer(1)
  const { child, ended } = start(['send', ...target, '👍'], environmentFor(url))
  await arrived(1)
  child.kill('SIGINT')
  const { stderr, code } = await ended
  expect(stderr).toMatch(
    /^error: The program was interrupted by Ctrl-C\. The reaction may have been accepted/,
  )
  expect(code).toBe(130)
})
