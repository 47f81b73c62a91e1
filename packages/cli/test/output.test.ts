import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { plain, presentable } from '../src/output.ts'
import { keepSecret, valueWithoutSecrets, withoutSecrets } from '../src/secrets.ts'
import { environmentFor, file, run, target } from './run.ts'

/** Everything that would steer a terminal, but for the end of a line. */
const steering = /(?!\n)[\p{Cc}\u202a-\u202e]/u

test('a secret of any length is masked, also as it stands in an address and in JSON', () => {
  keepSecret('k"9')
  keepSecret('a long key/with=marks')
  expect(withoutSecrets('k"9 k%229 k\\"9 a%20long%20key%2Fwith%3Dmarks')).toBe('*** *** *** ***')
  expect(valueWithoutSecrets({ text: 'k"9', list: ['k"9', 5, null] })).toEqual({
    text: '***',
    list: ['***', 5, null],
  })
})

test('what steers a terminal is taken out of foreign texts, but not the colours of the program', () => {
  expect(plain('a\u001B[31mb\rc\u009Bd\u202Ee')).not.toMatch(steering)
  expect(presentable('\u001B[31merror:\u001B[39m a\u001B]0;title\u0007\nb')).toBe(
    '\u001B[31merror:\u001B[39m a\uFFFD]0;title\uFFFD\nb',
  )
})

test.each([
  ['refuses', 400, { code: 'X\u001B[2J', message: 'a\u001B]0;t\u0007\u009B31m b', error: {} }],
  ['accepts', 202, { code: 'WA202', message: '', data: { message_id: 'A\u001B[2Jx' }, error: {} }],
])('control characters of a server that %s never reach the terminal', async (_, code, body) => {
  await using server = await startServer(status(code, JSON.stringify(body)))
  const env = environmentFor(server.url)
  const input = file('{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n')
  const runs = [
    ['send', ...target, '👍'],
    ['send', ...target, '👍', '--json'],
    ['batch', input],
  ]
  for (const args of runs) {
    const { stdout, stderr } = await run(args, env)
    expect(stdout + stderr).not.toMatch(steering)
  }
})

test('a base URL with a password is printed nowhere', async () => {
  const env = environmentFor('https://user:pass%20word@nowhere.invalid')
  for (const args of [
    ['doctor'],
    ['doctor', '--json'],
    ['send', ...target, '👍'],
    ['send', ...target, '--dry-run', '👍'],
  ]) {
    const { stdout, stderr } = await run(args, env)
    expect(stdout + stderr).not.toMatch(/pass(%20| )word/)
  }
})

test('a key of a few characters is masked where the server repeats it', async () => {
  await using server = await startServer(
    status(400, JSON.stringify({ code: 'X', message: 'no Q9', error: {} })),
  )
  const env = { ...environmentFor(server.url), KALEYRA_API_KEY: 'Q9' }
  expect((await run(['send', ...target, '👍'], env)).stderr).not.toContain('Q9')
})
