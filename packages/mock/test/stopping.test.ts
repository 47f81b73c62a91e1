import { once } from 'node:events'
import { connect } from 'node:net'
import { member } from '@kaleyra-reactions/model/member'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { keyHeader, outcomeOf, path, send, waitForCalls } from './operation-calls.ts'

/** What a fetch failed with, down to the code of the system. */
async function failureOf(call: Promise<Response>): Promise<unknown> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return [member(error, 'message'), member(member(error, 'cause'), 'code')]
}

test('a stop cuts off an upload that is not complete', async () => {
  const mock = await startMock()
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  const ended = once(socket, 'close')
  const head = `POST ${path} HTTP/1.1\r\nhost: a\r\n${keyHeader}: k\r\ncontent-length: 1000\r\n`
  socket.write(`${head}expect: 100-continue\r\n\r\n{"a":`)
  // The server says that it reads the body.
  await once(socket, 'data')
  await mock.close()
  await ended
})

test('a stop ends twice as well as once', async () => {
  const mock = await startMock()
  await Promise.all([mock.close(), mock.close()])
  await mock.close()
})

describe('fetch without the network', () => {
  test('does nothing for a signal that has been aborted', async () => {
    await using mock = await startMock()
    const signal = AbortSignal.abort(new DOMException('enough', 'TimeoutError'))
    expect(await outcomeOf(send(mock, { signal }, mock.fetch))).toBe('TimeoutError')
    expect(mock.calls).toEqual([])
  })

  test('ends with the mock, and finds no one afterwards', async () => {
    const mock = await startMock()
    const stalled = failureOf(send(mock, { messageId: 'wamid.fault-stall' }, mock.fetch))
    const late = send(mock, { messageId: 'wamid.delay-200' }, mock.fetch)
    await waitForCalls(mock, 2)
    await mock.close()
    expect(await stalled).toEqual(['fetch failed', 'ECONNRESET'])
    expect((await late).status).toBe(202)
    expect(await failureOf(send(mock, {}, mock.fetch))).toEqual(['fetch failed', 'ECONNREFUSED'])
  })
})

test.each(['server', 'fetch'] as const)('a reset over the %s is a reset of the connection', async (way) => {
  await using mock = await startMock()
  const fetch = way === 'fetch' ? mock.fetch : globalThis.fetch
  const call = send(mock, { messageId: 'wamid.fault-reset' }, fetch)
  expect(await failureOf(call)).toEqual(['fetch failed', 'ECONNRESET'])
})

describe('a reset of the mock covers callbacks', () => {
  test('that wait for their time', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    mock.next({ callback: { delay: 600_000 } })
    await send(mock)
    expect(mock.callbacks).toMatchObject([{ name: 'sent' }])
    mock.reset()
    await mock.settled()
    await send(mock, { extraInfo: { ref: 'after' } })
    await mock.settled()
    expect(mock.callbacks).toMatchObject([{ body: { extra_info: { ref: 'after' } } }])
    expect(receiver.received).toHaveLength(1)
  })

  test('that are on their way', async () => {
    const lines: string[] = []
    await using receiver = await startServer(() => undefined)
    await using mock = await startMock({ callbackUrl: receiver.url, log: (line) => lines.push(line) })
    await send(mock)
    await expect.poll(() => receiver.received).toHaveLength(1)
    mock.reset()
    await mock.settled()
    expect([mock.callbacks, lines]).toEqual([[], []])
  })
})

test('what is about calls to come is refused after a stop, in a sentence, and what is known stays', async () => {
  const mock = await startMock()
  const scope = mock.scope('HX1')
  await send(mock)
  const closing = mock.close()
  for (const control of [mock, scope, mock.scope('HX2')]) {
    expect(() => control.next('E110')).toThrow(/^next comes after close, .*: move it before\.$/)
    expect(() => control.always('E110')).toThrow(/^always comes after close, /)
    expect(() => control.verify({ times: 0 })).toThrow(/^verify comes after close, /)
    await expect(control.settled()).rejects.toThrow(/^settled comes after close, /)
  }
  await closing
  expect(mock.calls).toMatchObject([{ status: 202 }])
  expect(mock.coverage().exercised).toEqual(['WA202'])
})

test('a stop gives up callbacks whose time has not come', async () => {
  await using receiver = await startServer(status(204))
  const mock = await startMock({ callbackUrl: receiver.url })
  mock.next({ callback: { delay: 600_000 } })
  await send(mock)
  await mock.close()
  expect(mock.callbacks).toMatchObject([{ error: 'the mock was stopped before its time' }])
  expect(receiver.received).toEqual([])
})
