import { existsSync } from 'node:fs'
import { ApiError, keyHeader } from '@kaleyra-reactions/client'
import { startMock } from '@kaleyra-reactions/mock'
import { textMember } from '@kaleyra-reactions/model/member'
import { sourcesOf } from '@kaleyra-reactions/model/sources'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { model } from '../src/document/document.ts'
import { describeError } from '../src/terminal/describe-error.ts'
import { refusals } from './document.ts'
import { hold, startReactionServer } from './reaction-server.ts'
import { bundle, environmentFor, paste, run as runBundle, start, target, targetOf } from './run.ts'

const mock = await startMock()
afterAll(() => mock.close())

const run = (args: string[], env = environmentFor(mock.url)) => runBundle(args, env)

describe('send', () => {
  test('prints the id of the accepted reaction, and with --json one object', async () => {
    const args = ['send', ...target, '--ref', 'order-17', '👍']
    expect(await run(args)).toMatchObject({
      stdout: expect.stringMatching(/^A[0-9A-F]{19}\n$/),
      stderr: '',
      code: 0,
    })
    const { stdout } = await run([...args, '--json'])
    expect(JSON.parse(stdout)).toEqual({
      reactionId: expect.stringMatching(/^A/),
      status: 202,
      code: 'WA202',
    })
  })

  test('explains an error where it is met', async () => {
    const [{ name, title, status } = { name: '', title: '', status: 0 }] = refusals
    const { stdout, stderr, code } = await run(['send', ...targetOf(`wamid.${name}`), '👍'])
    expect(stderr).toContain(`${name}  ${title}`)
    expect(stderr).toContain('What to do:')
    expect([stdout, code]).toEqual(['', 3])
    const refused = await run(['send', ...targetOf(`wamid.${name}`), '--json', '👍'])
    expect(JSON.parse(refused.stderr).error).toMatchObject({ case: name, status })
  })

  test('a connection that breaks is no usable response, and exit 4', async () => {
    const { stderr, code } = await run(['send', ...targetOf('wamid.fault-reset'), '👍'])
    expect(stderr).toMatch(
      /^error: Connection failed: .*; the reaction may have been accepted\. .*Wait for its callback/,
    )
    expect(code).toBe(4)
  })

  test('an address where nobody listens is exit 4, without the key', async () => {
    const { stderr, code } = await run(['send', '--base-url', await closedAddress(), ...target, '👍'])
    expect(stderr).toContain('Connection failed: connect ECONNREFUSED')
    expect(stderr).not.toContain('secret-key')
    expect(code).toBe(4)
  })

  test('takes numbers as people write them, repeated or in a list, and an emoji as an escape', async () => {
    const { url, received } = await startReactionServer()
    const to = ['--to', '+91 90000-00002, 91 (9000) 000003', '--to', '919000000004']
    await run(['send', ...to, '--message-id', 'wamid.HBgLMxxx', 'U+1F600'], environmentFor(url))
    expect(JSON.parse(received[0]?.body ?? '').messaging_object).toMatchObject({
      to: '+919000000002,+919000000003,+919000000004',
      reaction: { emoji: '😀' },
    })
  })

  test('a wrong usage is one object with --json, too', async () => {
    const { stderr } = await run(['send', ...target, '--json', 'ok'])
    expect(JSON.parse(stderr)).toEqual({
      error: {
        message: expect.stringMatching(
          /^emoji must be one emoji: the character, or an escape such as 'U\+1F600'/,
        ),
        field: 'emoji',
      },
    })
  })
})

describe('an error', () => {
  test.each(refusals)(
    'that is $name is told with what the document knows',
    ({ name, status = 0, code, title, error, body }) => {
      const { text, object } = describeError(new ApiError(status, body))
      expect(text).toContain(`${name}  ${title}`)
      expect(object).toMatchObject({
        error: {
          ...{ case: name, status, code, actor: error.actor, action: error.action, retry: error.retry },
          message: expect.stringContaining(textMember(body, 'code') ?? ''),
          sources: sourcesOf(error['x-source'], model.sources),
        },
      })
    },
  )

  test.each([
    [404, 'noResponse'],
    [429, 'noResponse'],
    [500, 'noResponse'],
  ])('of the status %d ends the program as %s', (status, ending) => {
    expect(describeError(new ApiError(status, undefined)).ending).toBe(ending)
  })
})

describe('an answer that standard output does not take', () => {
  const words =
    /was accepted with the id A\d+, but the id could not be written to standard output \(.+\)\. Do not send it again\.$/

  test.skipIf(!existsSync('/dev/full'))('is told with its id on standard error, on a full disk', async () => {
    const { url } = await startReactionServer()
    const full = (...args: string[]) =>
      runProgram('sh', ['-c', 'exec "$0" -- "$@" > /dev/full', process.execPath, bundle, ...args], {
        env: environmentFor(url),
      })
    const { stderr, code } = await full('send', ...target, '👍')
    expect(stderr.trim()).toMatch(words)
    expect([stderr.startsWith('error: The reaction '), code]).toEqual([true, 1])
    const { error } = JSON.parse((await full('remove', ...target, '--json')).stderr)
    expect(error.message).toMatch(words)
    expect(await full('explain')).toMatchObject({
      code: 1,
      stderr: 'error: Cannot write to standard output: no space left on device, ENOSPC.\n',
    })
  })

  test('is told with its id on standard error, to a closed pipe', async () => {
    const { url, arrived, release } = await startReactionServer(hold)
    const { child, ended } = start(['send', ...target, '👍'], environmentFor(url))
    await arrived(1)
    child.stdout.destroy()
    release()
    const { stderr, code } = await ended
    expect(stderr.trim()).toMatch(words)
    expect(code).toBe(1)
  })
})

test('remove sends an empty emoji', async () => {
  const { url, received } = await startReactionServer()
  expect(await run(['remove', ...target], environmentFor(url))).toMatchObject({ stdout: 'A1\n', code: 0 })
  expect(JSON.parse(received[0]?.body ?? '').messaging_object.reaction.emoji).toBe('')
})

describe('--dry-run', () => {
  test.each([
    ['a reaction', ['send', ...target, '👨‍👩‍👧‍👦']],
    ['text with quotes', ['send', ...target, '--ref', `it's "$HOME" \\ \`x\` !`, '👍']],
    ['a removal', ['remove', ...target]],
  ])('prints %s as a curl command that sends the same bytes', async (_, args) => {
    const { url, received } = await startReactionServer()
    const env = environmentFor(url)
    const { stdout } = await run([...args, '--dry-run'], env)
    expect(received).toEqual([])
    expect(await paste(stdout, env)).toMatchObject({ code: 0 })
    await run(args, env)
    const [byCurl, bySend] = received.map(({ headers, ...rest }) => ({ ...rest, headers: pick(headers) }))
    expect(byCurl).toEqual(bySend)
  })

  test('with --json tells the bytes, and needs no key', async () => {
    const { url, received } = await startReactionServer()
    const { KALEYRA_API_KEY: _, ...env } = environmentFor(url)
    const { stdout } = await run(['send', ...target, '--dry-run', '--json', '👍'], env)
    await run(['send', ...target, '👍'], environmentFor(url))
    const preview = JSON.parse(stdout)
    expect(preview).toMatchObject({
      method: received[0]?.method,
      url: url + received[0]?.url,
      body: received[0]?.body,
    })
    expect(preview.headers).toEqual({ ...pick(received[0]?.headers ?? {}), [keyHeader]: '$KALEYRA_API_KEY' })
  })
})

/** The headers that are the program's own, not those of the runtime or of curl. */
function pick(headers: Record<string, unknown>): Record<string, unknown> {
  const { [keyHeader]: key, 'content-type': type, 'user-agent': agent } = headers
  return { [keyHeader]: key, 'content-type': type, 'user-agent': agent }
}
