import { execFileSync } from 'node:child_process'
import { ApiError } from '@kaleyra-reactions/client'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { pasteableCurl } from '../src/terminal/curl.ts'
import { describeError } from '../src/terminal/describe-error.ts'
import { plain, presentable } from '../src/terminal/output.ts'
import { keepSecret, withoutCredentials, withoutSecrets } from '../src/terminal/secrets.ts'
import { entriesOf } from './batch/in-process.ts'
import { environmentFor, file, run, target } from './run.ts'

/** Everything that would steer a terminal, but for the end of a line. */
const steering = /(?!\n)[\p{Cc}\u202a-\u202e]/u

test("a key of eight characters or more is taken out of texts; a shorter one is a test's, and would damage words", () => {
  keepSecret('long-key')
  keepSecret('case')
  expect(withoutSecrets('a long-key in a case')).toBe('a *** in a case')
  expect(withoutCredentials('https://user:pass@api.test/a@b')).toBe('https://***@api.test/a@b')
})

test('what steers a terminal is taken out of foreign texts, but not the colours of the program', () => {
  expect(plain('a\u001B[31mb\rc\u009Bd\u202Ee')).not.toMatch(steering)
  expect(presentable('\u001B[31merror:\u001B[39m a\u001B]0;title\u0007\nb')).toBe(
    '\u001B[31merror:\u001B[39m a\uFFFD]0;title\uFFFD\nb',
  )
})

test('a response that is not documented can be seen: its status, its body, and the headers that name the request', () => {
  keepSecret('secret-key')
  const headers = new Headers({ 'x-request-id': 'r-1', 'content-type': 'text/html' })
  const error = new ApiError(403, `<h1>No secret-key</h1>${'x'.repeat(3000)}`, { headers })
  const { text, object } = describeError(error)
  expect(object).toMatchObject({ error: { status: 403, headers: { 'x-request-id': 'r-1' } } })
  expect(JSON.parse(JSON.stringify(object)).error.body).toMatch(/^<h1>No \*{3}<\/h1>x{1985}$/)
  expect(text).toContain('\n\n<h1>No ***</h1>xxx')
})

test('control characters and a key that a server repeats never reach the terminal, nor the key the results', async () => {
  const body = JSON.stringify({
    code: 'X\u001B[2J',
    message: 'bad secret-key \u001B]0;t\u0007\u009B31m',
    error: {},
  })
  await using server = await startServer(status(400, body, { 'x-request-id': 'r-1' }))
  const env = environmentFor(server.url)
  const input = file('{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n')
  for (const args of [
    ['send', ...target, '👍'],
    ['send', ...target, '👍', '--json'],
    ['batch', input],
  ]) {
    const { stdout, stderr } = await run(args, env)
    expect(stderr).toContain('bad ***')
    expect(stdout + stderr).not.toMatch(steering)
    expect(stderr).not.toContain('secret-key')
  }
  expect(entriesOf(`${input}.results.ndjson`)[1]).toMatchObject({
    status: 400,
    body: expect.stringContaining('bad ***'),
    headers: { 'x-request-id': 'r-1' },
    reason: expect.stringContaining('bad ***'),
  })
})

test('a curl command is taken by a shell as it was meant', () => {
  const command = pasteableCurl({
    method: 'POST',
    url: 'http://localhost/a b',
    headers: { 'x-note': "it's $5" },
    body: `{"a":"it's"}`,
  })
  const printed = command.slice(command.indexOf('| curl') + 2).replace(/^curl/, 'printf "%s\\n"')
  const words = execFileSync('sh', ['-c', printed], { encoding: 'utf8' }).trimEnd().split('\n')
  expect(words).toEqual([
    ...['--request', 'POST', 'http://localhost/a b'],
    ...['--header', "x-note: it's $5"],
    ...['--data-raw', `{"a":"it's"}`, '--header', '@-'],
  ])
})
