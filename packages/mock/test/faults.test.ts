import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../src/index.ts'
import { outcomeOf, path, reactionInit, send, waitForCalls } from './operation-calls.ts'

describe.each(['server', 'fetch'] as const)('faults over the %s', (way) => {
  const fetchOf = (mock: Mock) => (way === 'fetch' ? mock.fetch : globalThis.fetch)

  test('truncated: status and headers arrive, and then half a body', async () => {
    await using mock = await startMock()
    const response = await send(mock, { messageId: 'wamid.fault-truncated' }, fetchOf(mock))
    expect([response.status, response.headers.get('content-type')]).toEqual([202, 'application/json'])
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toMatch(/^{"code":"WA202"/)
    expect((await send(mock, {}, fetchOf(mock))).status).toBe(202)
  })

  test.each<[string, unknown]>([
    ['reset', 'TypeError'],
    ['truncated', 'TypeError'],
    ['empty', { status: 202, type: 'application/json', text: '' }],
    ['malformed', { status: 202, type: 'application/json', text: expect.stringMatching(/}}}$/) }],
    ['html', { status: 502, type: 'text/html', text: expect.stringContaining('<h1>') }],
  ])('%s', async (fault, expected) => {
    await using mock = await startMock()
    const call = send(mock, { messageId: `wamid.fault-${fault}` }, fetchOf(mock))
    expect(await outcomeOf(call)).toEqual(expected)
    expect((await send(mock, {}, fetchOf(mock))).status).toBe(202)
  })

  test('stall', async () => {
    await using mock = await startMock()
    const limit = new AbortController()
    const sending = { messageId: 'wamid.fault-stall', signal: limit.signal }
    const call = outcomeOf(send(mock, sending, fetchOf(mock)))
    await waitForCalls(mock, 1)
    // A call that is not stalled gets its response meanwhile.
    expect((await send(mock, {}, fetchOf(mock))).status).toBe(202)
    limit.abort(new DOMException('The time is over', 'TimeoutError'))
    expect(await call).toBe('TimeoutError')
    expect((await send(mock, {}, fetchOf(mock))).status).toBe(202)
  })
})

test('a stall without network ends with the signal, whatever has been collected meanwhile', async () => {
  await using mock = await startMock()
  const controller = new AbortController()
  const sending = { messageId: 'wamid.fault-stall', signal: controller.signal }
  const call = outcomeOf(send(mock, sending, mock.fetch))
  await waitForCalls(mock, 1)
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.()
    await setImmediate()
  }
  controller.abort(new DOMException('enough', 'AbortError'))
  expect(globalThis.gc).toBeDefined()
  expect(await call).toBe('AbortError')
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

test('a delay without network ends with the reason of the signal, as over the network', async () => {
  await using mock = await startMock()
  const limit = new AbortController()
  const sending = { messageId: 'wamid.delay-600000', signal: limit.signal }
  const call = outcomeOf(send(mock, sending, mock.fetch))
  await waitForCalls(mock, 1)
  limit.abort(new DOMException('The time is over', 'TimeoutError'))
  expect(await call).toBe('TimeoutError')
})

test('a stop finishes the responses under way and cuts off those that would never come', async () => {
  const mock = await startMock()
  const late = send(mock, { messageId: 'wamid.delay-200' })
  const never = outcomeOf(send(mock, { messageId: 'wamid.fault-stall' }))
  await waitForCalls(mock, 2)
  mock.next({ fault: 'stall', delay: 200 })
  const later = outcomeOf(send(mock))
  await waitForCalls(mock, 3)
  await mock.close()
  expect(await later).toBe('TypeError')
  expect((await late).status).toBe(202)
  expect(await never).toBe('TypeError')
})

test('a stop does not wait for a connection that asks for nothing', async () => {
  const mock = await startMock()
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const ended = once(socket, 'close')
  expect((await send(mock)).status).toBe(202)
  await mock.close()
  await ended
})
