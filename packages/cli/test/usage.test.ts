import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from '../src/program.ts'
import { describeError } from '../src/terminal/describe-error.ts'
import { startReactionServer } from './reaction-server.ts'
import { bundle, environmentFor, file, run, start, target } from './run.ts'

const line = '{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n'

// The settings of the commands that run in this process.
Object.assign(process.env, environmentFor('http://127.0.0.1:9'))

/** What the program says of arguments that it refuses. */
async function refusalOf(args: string[]): Promise<string> {
  try {
    await (await createProgram(args[0])).parseAsync(['node', 'cli', ...args])
  } catch (error) {
    const { message, ending } = describeError(error)
    expect(ending).toBe('usage')
    return message
  }
  throw new Error('The arguments were taken')
}

test.each<[string, string[], RegExp]>([
  ['an unknown command', ['snd'], /unknown command 'snd' \(Did you mean send\?\)/],
  [
    'an unknown flag',
    ['send', ...target, '--wa-sorce', 'x', '👍'],
    /unknown option '--wa-sorce' .*--wa-source/,
  ],
  [
    'an unknown flag with a value',
    ['send', ...target, '--token=hunter2-hunter2', '👍'],
    /^unknown option '--token'$/,
  ],
  ['an unknown short flag with a value', ['send', ...target, '-khunter2', '👍'], /^unknown option '-k'$/],
  ['a missing value', ['send', '👍', '--to'], /option '--to <number>' argument missing/],
  ['a missing flag', ['send', '👍', '--to', '919000000002'], /^missing: --message-id$/],
  [
    'a misspelt flag that is needed',
    ['send', '--to', '919000000002', '--mesage-id', 'x', '👍'],
    /^unknown option '--mesage-id' \(Did you mean --message-id\?\)$/,
  ],
  ['a second file', ['batch', 'hunter2', 'b'], /^too many arguments: put quotes around/],
  ['a missing emoji', ['send', ...target], /missing required argument 'emoji'/],
  ['a second word', ['send', ...target, '👍', 'hunter2'], /^too many arguments: put quotes around/],
  [
    'a word behind --api-key-stdin',
    ['send', ...target, '👍', '--api-key-stdin', 'hunter2'],
    /^too many arguments: put quotes around/,
  ],
  ['a key as a flag', ['send', ...target, '--api-key=hunter2', '👍'], /^unknown option '--api-key'/],
  ['a key behind a flag', ['batch', '--api-key', 'hunter2', 'x'], /^unknown option '--api-key'/],
  [
    'a time limit of none',
    ['send', ...target, '--timeout', 'long', '👍'],
    /'long' is invalid\. It must be a number from 0\.001/,
  ],
  ['a concurrency out of bounds', ['batch', 'x', '--concurrency', '65'], /from 1 to 64/],
  ['a rate that is none', ['batch', 'x', '--rate', 'fast'], /'fast' is invalid/],
  [
    'an unknown region',
    ['send', ...target, '--region', 'us', '👍'],
    /^KALEYRA_REGION \(or --region\) must be one of in, /,
  ],
  [
    'lines of a program without --results',
    ['batch', '/dev/fd/0'],
    /^--results <file> is required if the lines do not come/,
  ],
  ['a key and lines from one input', ['batch', '-', '--api-key-stdin'], /cannot supply both/],
  ['an input that is not there', ['batch', '/nowhere/in.ndjson'], /in\.ndjson cannot be read: no such file/],
  ['two emoji', ['send', ...target, '👍👍'], /^emoji must be one emoji: the character/],
  [
    'a wrong recipient',
    ['send', '--to', '9190O', '--message-id', 'wamid.A', '👍'],
    /^--to must not contain "O"/,
  ],
  [
    'a base URL that is none',
    ['send', ...target, '--base-url', 'here', '👍'],
    /^KALEYRA_BASE_URL \(or --base-url\) must begin with https/,
  ],
  [
    'results in no folder',
    ['batch', file(line), '--results', '/nowhere/r'],
    /^\/nowhere\/r cannot be locked: .*ENOENT/,
  ],
])('%s is refused in one sentence with the culprit', async (_, args, message) => {
  const refusal = await refusalOf(args)
  expect(refusal).toMatch(message)
  expect(refusal).not.toContain('hunter2')
})

test('without a command the help is shown', async () => {
  const program = await createProgram(undefined)
  program.configureOutput({ writeErr: () => undefined })
  await expect(program.parseAsync(['node', 'cli'])).rejects.toThrow(CommanderError)
  expect(await run([], {})).toMatchObject({ code: 2, stderr: expect.stringMatching(/^Usage:/) })
})

test.each([
  ['22.11.0', true],
  ['22.12.0', false],
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
  const { url, arrived } = await startReactionServer(() => ({ kind: 'stall' }))
  const { child, ended } = start(['send', ...target, '👍'], environmentFor(url))
  await arrived(1)
  child.kill('SIGINT')
  const { stderr, code } = await ended
  expect(stderr).toMatch(
    /^error: The program was interrupted by Ctrl-C\. The reaction may have been accepted/,
  )
  expect(code).toBe(130)
})
