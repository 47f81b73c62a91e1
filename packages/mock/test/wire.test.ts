import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { startServer } from '@kaleyra-reactions/test-support/servers'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../dist/index.mjs'
import {
  accepted,
  keyHeader,
  outcomeOf,
  path,
  reactionBody,
  reactionInit,
  send,
  sid,
  waitForCalls,
} from './operation-calls.ts'

const shared = await startMock({ log: () => undefined })
afterAll(() => shared.close())

const json = 'application/json'
const ways: [string, (mock: Mock) => typeof fetch][] = [
  ['the server', () => fetch],
  ['its own fetch', (mock) => mock.fetch],
]

describe.each(ways)('over %s', (_, fetchOf) => {
  test.each<[string, unknown, object]>([
    ['reset', 'ECONNRESET', { outcome: 'broken' }],
    [
      'truncated',
      expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET|TypeError/),
      { outcome: 'broken', status: 202 },
    ],
    ['empty', { status: 202, type: json, text: '' }, { outcome: 'sent', status: 202 }],
    [
      'malformed',
      { status: 202, type: json, text: expect.stringMatching(/}}}$/) },
      { outcome: 'sent', status: 202 },
    ],
    [
      'html',
      { status: 502, type: 'text/html', text: expect.stringContaining('<h1>') },
      { outcome: 'sent', status: 502 },
    ],
  ])('the fault %s is what the caller gets and the journal says', async (fault, expected, entry) => {
    await using mock = await startMock()
    expect(await outcomeOf(send(mock, { messageId: `wamid.fault-${fault}` }, fetchOf(mock)))).toEqual(
      expected,
    )
    const [{ outcome, status, ...others } = { outcome: undefined }] = mock.calls
    expect({ outcome, ...(status !== undefined && { status }) }).toEqual(entry)
    expect(others).toMatchObject({ askedBy: 'the message id' })
    expect(others).not.toHaveProperty('case')
    expect((await send(mock, {}, fetchOf(mock))).status).toBe(202)
  })

  test('a stall and a delay end with the caller', async () => {
    await using mock = await startMock()
    const limit = new AbortController()
    const calls = ['wamid.fault-stall', 'wamid.delay-600000'].map((messageId) =>
      outcomeOf(send(mock, { messageId, signal: limit.signal }, fetchOf(mock))),
    )
    await waitForCalls(mock, 2)
    expect(mock.calls).toMatchObject([{ outcome: 'pending' }, { outcome: 'pending' }])
    for (let round = 0; round < 5; round += 1) {
      globalThis.gc?.()
      await setImmediate()
    }
    limit.abort(new DOMException('The time is over', 'TimeoutError'))
    expect(await Promise.all(calls)).toEqual(['TimeoutError', 'TimeoutError'])
    await expect.poll(() => mock.calls).toMatchObject([{ outcome: 'abandoned' }, { outcome: 'abandoned' }])
  })

  test('a stop cuts what only waits, at once', async () => {
    await using receiver = await startServer(() => undefined)
    const mock = await startMock({ callbackUrl: receiver.url })
    await send(mock, {}, fetchOf(mock))
    await expect.poll(() => receiver.received).toHaveLength(1)
    const waiting = ['wamid.fault-stall', 'wamid.delay-600000'].map((messageId) =>
      outcomeOf(send(mock, { messageId }, fetchOf(mock))),
    )
    await waitForCalls(mock, 3)
    await mock.close()
    expect(await Promise.all(waiting)).toEqual([
      expect.stringMatching(/ECONNRESET|SOCKET/),
      expect.stringMatching(/ECONNRESET|SOCKET/),
    ])
    expect(mock.callbacks).toMatchObject([{ error: 'the mock was stopped or reset first' }, {}, {}])
    expect(await outcomeOf(send(mock, {}, fetchOf(mock)))).toBe('ECONNREFUSED')
  })
})

test('what is about calls to come throws after a stop, and what is known stays', async () => {
  const mock = await startMock()
  await send(mock)
  await Promise.all([mock.close(), mock.close()])
  const late = {
    next: () => mock.next('delay-1'),
    always: () => mock.always('delay-1'),
    verify: () => mock.verify(),
  }
  for (const [name, act] of Object.entries(late)) expect(act).toThrow(`${name} was called after close: `)
  await expect(mock.settled()).rejects.toThrow(/^settled was called after close: /)
  await expect(mock.callback('sent')).rejects.toThrow(/^callback was called after close: /)
  expect(mock.calls).toMatchObject([{ case: accepted.name }])
})

test('a stop cuts off an upload that is not complete, and waits for no silent connection', async () => {
  const mock = await startMock()
  const port = Number(new URL(mock.url).port)
  const silent = connect(port, '127.0.0.1')
  await once(silent, 'connect')
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  const ended = Promise.all([once(socket, 'close'), once(silent, 'close')])
  const head = `POST ${path} HTTP/1.1\r\nhost: a\r\n${keyHeader}: k\r\ncontent-length: 1000\r\n`
  socket.write(`${head}expect: 100-continue\r\n\r\n{"a":`)
  // The server says that it reads the body.
  await once(socket, 'data')
  await mock.close()
  await ended
})

test('a stall without network and signal does not keep the process alive', async () => {
  const program = `import { startMock } from ${JSON.stringify(new URL('../dist/index.mjs', import.meta.url).href)}
    const mock = await startMock()
    mock.always('fault-stall')
    mock.fetch(mock.url + ${JSON.stringify(path)}, ${JSON.stringify(reactionInit())}).catch(() => undefined)
    while (mock.calls.length < 1) await new Promise((resolve) => setTimeout(resolve, 10))
    await mock.close()`
  const { code } = await runProgram(process.execPath, ['--input-type=module', '--eval', program])
  expect(code).toBe(0)
})

/**
 * Sends bytes as they are and gives what comes back until the connection ends. With `break` the connection breaks once the
 * system has taken the bytes; otherwise the sender waits for the response.
 */
function exchange(bytes: Uint8Array | string, end: 'half' | 'break' = 'half'): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(new URL(shared.url).port), '127.0.0.1', () => {
      if (end === 'break') socket.write(bytes, () => socket.destroy())
      else socket.end(bytes)
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

function post(body: Uint8Array | string, target = path): Buffer {
  const content = Buffer.from(body)
  const head = `POST ${target} HTTP/1.1\r\nhost: a\r\n${keyHeader}: k\r\ncontent-type: ${json}\r\nconnection: close\r\n`
  return Buffer.concat([Buffer.from(`${head}content-length: ${content.length}\r\n\r\n`), content])
}

const nested = `${'['.repeat(40_000)}${']'.repeat(40_000)}`

test.each<[string, Buffer, number]>([
  ['UTF-16', post(Buffer.from(reactionBody(), 'utf16le')), 400],
  ['a lone surrogate', post('{"\\ud83d":"\\ud83d"}'), 400],
  ['an emoji as a key', post('{"😀":1}'), 400],
  ['a prototype as a key', post('{"__proto__":{"a":1},"constructor":1}'), 400],
  ['a deep list', post(nested), 400],
  ['a deep member', post(`{"messaging_object":{"to":${nested}}}`), 400],
  ['a null byte', post('\0'), 400],
  ['100,000 bytes', post(' '.repeat(100_000)), 400],
  ['one byte more', post(' '.repeat(100_001)), 413],
  ['5,000,000 bytes', post(' '.repeat(5_000_000)), 413],
  ['%FF in the path', post('{}', path.replace(sid, `%FF${sid}`)), 404],
  ['dots in the path', post('{}', '/v2/../../etc/passwd'), 404],
  ['an absolute target', post('{}', `http://elsewhere${path}`), 400],
  ['OPTIONS of all', Buffer.from('OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'), 404],
  ['HEAD', Buffer.from(`HEAD ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`), 405],
])('%s gets a response, and is an invalid call', async (_, bytes, status) => {
  shared.reset()
  expect(await exchange(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(shared.calls).toMatchObject([{ status, outcome: 'sent' }])
})

test('a broken upload, or one that breaks off within the headers, is no call and ends nothing', async () => {
  shared.reset()
  await exchange(`POST ${path} HTTP/1.1\r\nhost:`)
  await exchange(post('x'.repeat(100_000)).subarray(0, 5000), 'break')
  await exchange(post('x'.repeat(5_000_000)).subarray(0, 2_000_000), 'break')
  expect(shared.calls).toEqual([])
  expect((await send(shared)).status).toBe(202)
})

test('whatever bytes come, the mock goes on; every complete request gets a response', async () => {
  const bytes = fc.uint8Array({ maxLength: 300 })
  await fc.assert(
    fc.asyncProperty(bytes, (any) => exchange(any).then(() => true)),
    { numRuns: 200 },
  )
  const target = fc.stringMatching(/^[!-~]{0,60}$/).map((text) => `/${text}`)
  const body = fc.oneof(
    bytes,
    fc.json().map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(target, fc.constant(path)), body, async (where, content) => {
      expect(await exchange(post(content, where))).toMatch(/^HTTP\/1\.1 (400|404|405) .*^sl-violations: /ms)
    }),
    { numRuns: 200 },
  )
  expect((await send(shared)).status).toBe(202)
})
