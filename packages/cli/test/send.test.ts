import { createRequire } from 'node:module'
import { startMock } from '@kaleyra-reactions/mock'
import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { textMember } from '@kaleyra-reactions/model/member'
import { sourcesOf } from '@kaleyra-reactions/model/sources'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { closedAddress, startServer, type TestServer } from '@kaleyra-reactions/test-support/servers'
import { startStockPrism } from '@kaleyra-reactions/test-support/stock-prism'
import { afterAll, describe, expect, test } from 'vitest'
import { keyHeader } from './document.ts'
import { startFaultServer } from './fault-server.ts'
import {
  bundle,
  environmentFor,
  run as runBundle,
  start,
  startAcceptingServer,
  target,
  targetOf,
} from './run.ts'

const document: OpenapiDocument = bundled
const documentPath = createRequire(import.meta.url).resolve('@kaleyra-reactions/spec/openapi.json')
const [mock, stock] = await Promise.all([startMock(), startStockPrism(documentPath)])
afterAll(() => Promise.all([mock.close(), stock.close()]))

const environment = environmentFor(mock.url)
const run = (args: string[], env = environment) => runBundle(args, env)

/** Starts a server that passes requests on to stock Prism, with the header in which Prism looks for the case. */
async function startPreferring(prefer: string): Promise<TestServer> {
  const server = await startServer(async (outgoing, call, { url, headers: given }) => {
    const { [keyHeader]: key, 'content-type': type } = given
    const headers = { [keyHeader]: String(key), 'content-type': String(type), prefer }
    const body = server.received[call - 1]?.body ?? ''
    const response = await fetch(`${stock.url}${url}`, { method: 'POST', headers, body })
    outgoing.writeHead(response.status, { 'content-type': 'application/json' }).end(await response.text())
  })
  return server
}

describe('send', () => {
  test('prints the id of the accepted reaction', async () => {
    expect(await run(['send', ...target, '--ref', 'order-17', '👍'])).toMatchObject({
      stdout: expect.stringMatching(/^A[0-9A-F]{19}\n$/),
      stderr: '',
      code: 0,
    })
  })

  const errors = responseCasesOf(document).filter(
    ({ operationId, error }) => operationId === 'sendReaction' && error !== undefined,
  )
  test.each(errors)('explains $name where it is met', async ({ name, status, title }) => {
    const { stdout, stderr, code } = await run(['send', ...targetOf(`wamid.${name}`), '👍'])
    expect(stdout).toBe('')
    expect(stderr).toContain(`${name}  ${title}`)
    expect(stderr).toContain('What to do:')
    expect(code).toBe(Number(status) < 500 ? 3 : 4)
  })

  test.each(errors)('explains $name of stock Prism', async ({ name, status, title }) => {
    await using server = await startPreferring(`code=${status}, example=${name}`)
    const { stderr, code } = await run(['send', '--base-url', server.url, ...target, '👍'])
    expect(stderr).toContain(`${name}  ${title}`)
    expect(code).toBe(Number(status) < 500 ? 3 : 4)
  })

  test('names every setting that is missing', async () => {
    const { stderr, code } = await run(['send', ...target, '👍'], {})
    expect(stderr).toBe(
      'error: not set: KALEYRA_API_KEY (or --api-key-stdin), KALEYRA_SID (or --sid), ' +
        'KALEYRA_PHONE_NUMBER (or --phone-number), KALEYRA_REGION (or --region)\n',
    )
    expect(code).toBe(2)
  })

  test('suggests the right flag', async () => {
    const { stderr, code } = await run(['send', ...target, '--wa-sorce', 'x', '👍'])
    expect(stderr).toContain('Did you mean --wa-source')
    expect(code).toBe(2)
  })

  test('an address where nobody listens is exit 4, without the key', async () => {
    const { stderr, code } = await run(['send', '--base-url', await closedAddress(), ...target, '👍'])
    expect(stderr).toContain('Connection failed: connect ECONNREFUSED')
    expect(stderr).not.toContain('secret-key')
    expect(code).toBe(4)
  })

  test.each([
    [
      'fault-html',
      /^error: Response 502 has no error of Kaleyra; the reaction may have been accepted\. Wait for its callback/,
    ],
    [
      'fault-reset',
      /^error: Connection failed: .*; the reaction may have been accepted\. .*Wait for its callback/,
    ],
    [
      'fault-malformed',
      /^error: Response 202 is not valid JSON; the reaction may have been accepted\. Wait for its callback/,
    ],
  ])('%s is no usable response and exit 4', async (fault, message) => {
    const { stderr, code } = await run(['send', ...targetOf(`wamid.${fault}`), '👍'])
    expect(stderr).toMatch(message)
    expect(code).toBe(4)
  })

  test('a response that the document does not know is exit 3', async () => {
    const { stderr, code } = await run(['send', ...targetOf('wamid.status-418'), '👍'])
    expect(stderr).toMatch(
      /^error: Response 418 has no error of Kaleyra; the reaction may have been accepted\./,
    )
    expect(code).toBe(3)
  })

  test('a code in a response for which Kaleyra does not document it is not called unknown', async () => {
    const { body } = errors[0] ?? {}
    const server = await startFaultServer(() => ({ kind: 'respond', status: 418, body }))
    const { stderr } = await run(['send', ...target, '👍'], environmentFor(server.url))
    expect(stderr).toContain(
      `Kaleyra documents the code ${textMember(body, 'code')}, but in another response.`,
    )
    server.script = () => ({ kind: 'respond', status: 418, body: { ...Object(body), code: 'X1' } })
    const other = await run(['send', ...target, '👍'], environmentFor(server.url))
    expect(other.stderr).toContain('Kaleyra does not document this code.')
  })

  test.each(['😀', '\\uD83D\\uDE00', '\\u{1F600}', '\\U0001F600', '\\U1F600', 'U+1F600', 'u+0001f600'])(
    'takes the emoji as %s',
    async (emoji) => {
      const { url, received } = await startAcceptingServer()
      expect(await run(['send', ...target, emoji], environmentFor(url))).toMatchObject({ code: 0 })
      expect(JSON.parse(received[0]?.body ?? '').messaging_object.reaction.emoji).toBe('😀')
    },
  )

  test('takes a sequence of several code points', async () => {
    const { url, received } = await startAcceptingServer()
    await run(['send', ...target, 'U+2764 U+FE0F'], environmentFor(url))
    expect(JSON.parse(received[0]?.body ?? '').messaging_object.reaction.emoji).toBe('❤️')
  })

  test('takes numbers as people write them, repeated or in a list', async () => {
    const { url, received } = await startAcceptingServer()
    const to = ['--to', '+91 90000-00002, 91 (9000) 000003', '--to', '919000000004']
    await run(['send', ...to, '--message-id', 'wamid.HBgLMxxx', '👍'], environmentFor(url))
    expect(JSON.parse(received[0]?.body ?? '').messaging_object.to).toBe(
      '+919000000002,+919000000003,+919000000004',
    )
  })

  test('with --json gives one object, and one for an error', async () => {
    const { stdout } = await run(['send', ...target, '--json', '👍'])
    expect(JSON.parse(stdout)).toEqual({
      reactionId: expect.stringMatching(/^A/),
      status: 202,
      code: 'WA202',
    })
    for (const { name, status, code, error, body } of errors) {
      const refused = await run(['send', ...targetOf(`wamid.${name}`), '--json', '👍'])
      expect(refused.stdout).toBe('')
      expect(JSON.parse(refused.stderr).error).toMatchObject({
        case: name,
        status,
        code,
        message: expect.stringContaining(textMember(body, 'code') ?? ''),
        actor: error?.actor,
        action: error?.action,
        retry: error?.retry,
        sources: JSON.parse(JSON.stringify(sourcesOf(error?.['x-source'], document['x-sources'] ?? {}))),
      })
    }
  })

  test('a wrong usage is one object with --json, too', async () => {
    const { stderr } = await run(['send', ...target, '--json', 'ok'])
    expect(JSON.parse(stderr)).toEqual({
      error: {
        message: expect.stringMatching(/^emoji must be one emoji: ok is a short code/),
        field: 'emoji',
      },
    })
  })
})

describe('an answer that standard output does not take', () => {
  const words =
    /was accepted, with the id A\d+; only standard output could not be written \(.+\)\. Do not send it again\.$/
  const runs = [
    ['a reaction', ['send', ...target, '👍'], 'The reaction'],
    ['a removal', ['remove', ...target], 'The removal'],
  ] as const

  test.each(runs)('is told with its id on standard error, for %s on a full disk', async (_, args, begin) => {
    const { url, received } = await startAcceptingServer()
    const full = (...flags: string[]) =>
      runProgram('sh', ['-c', 'exec "$0" -- "$@" > /dev/full', process.execPath, bundle, ...args, ...flags], {
        env: environmentFor(url),
      })
    const { stderr, code } = await full()
    expect(stderr.trim()).toMatch(words)
    expect([stderr.startsWith(`error: ${begin} `), code]).toEqual([true, 1])
    const { error } = JSON.parse((await full('--json')).stderr)
    expect(error.message).toMatch(words)
    expect(received).toHaveLength(2)
  })

  test.each(runs)(
    'is told with its id on standard error, for %s to a closed pipe',
    async (_, args, begin) => {
      const { url, arrived, release } = await startAcceptingServer(1)
      const { child, ended } = start([...args], environmentFor(url))
      await arrived(1)
      child.stdout.destroy()
      release()
      const { stderr, code } = await ended
      expect(stderr.trim()).toMatch(words)
      expect([stderr.startsWith(`error: ${begin} `), code]).toEqual([true, 1])
    },
  )

  test('is no more than that for other data: the help, an explanation', async () => {
    for (const args of [['send', '--help'], ['explain'], ['explain', '--json']]) {
      const command = ['-c', 'exec "$0" -- "$@" > /dev/full', process.execPath, bundle, ...args]
      const { stderr, code } = await runProgram('sh', command, { env: {} })
      expect(stderr).toBe('error: Standard output cannot be written: no space left on device, ENOSPC.\n')
      expect(code).toBe(1)
    }
  })
})

test('remove sends an empty emoji, and says who documents that', async () => {
  const { url, received } = await startAcceptingServer()
  expect(await run(['remove', ...target], environmentFor(url))).toMatchObject({ stdout: 'A1\n', code: 0 })
  expect(JSON.parse(received[0]?.body ?? '').messaging_object.reaction.emoji).toBe('')
  expect(words((await run(['remove', '--help'])).stdout)).toContain('Meta documents this, Kaleyra does not')
})

test('the help shows each field of extra_info with its known values', async () => {
  const { stdout } = await run(['send', '--help'])
  const fields = Object.entries(document.components.schemas['ExtraInfo']?.properties ?? {})
  for (const [
    name,
    { description = '', 'x-extensible-enum': values = [], 'x-truncated-at': limit },
  ] of fields) {
    const help = words(description.split('\n\n')[0] ?? '')
    const flag = name.replaceAll('_', '-')
    const forms = [`--${flag} <value> ${help}`, `--extra-info-${flag} <value> ${help}`]
    expect(
      forms.some((form) => words(stdout).includes(form)),
      name,
    ).toBe(true)
    for (const value of values) expect(stdout).toContain(value)
    if (limit !== undefined) expect(words(stdout)).toContain(`At most ${limit} characters are kept.`)
  }
})

function words(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}
