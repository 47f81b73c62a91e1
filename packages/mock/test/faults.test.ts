import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Mock, startMock } from '../src/index.ts'
import { callOf, outcome, path, send } from './sample.ts'

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
    ['stall', 'TimeoutError'],
    ['empty', { status: 202, type: 'application/json', text: '' }],
    ['malformed', { status: 202, type: 'application/json', text: expect.stringMatching(/}}}$/) }],
    ['html', { status: 502, type: 'text/html', text: expect.stringContaining('<h1>') }],
  ])('%s', async (fault, expected) => {
    await using mock = await startMock()
    const call = send(
      mock,
      { messageId: `wamid.fault-${fault}`, signal: AbortSignal.timeout(300) },
      fetchOf(mock),
    )
    expect(await outcome(call)).toEqual(expected)
    expect((await send(mock, {}, fetchOf(mock))).status).toBe(202)
  })
})

test('a stall without network ends with the signal, whatever has been collected meanwhile', async () => {
  await using mock = await startMock()
  const controller = new AbortController()
  const call = outcome(send(mock, { messageId: 'wamid.fault-stall', signal: controller.signal }, mock.fetch))
  await expect.poll(() => mock.calls.length).toBe(1)
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  controller.abort(new DOMException('enough', 'AbortError'))
  expect(globalThis.gc).toBeDefined()
  expect(await call).toBe('AbortError')
})

test('a stall without network and signal does not keep the process alive', async () => {
  const program = `import { startMock } from ${JSON.stringify(new URL('../dist/index.mjs', import.meta.url).href)}
    const mock = await startMock()
    mock.always('fault-stall')
    mock.fetch(mock.url + ${JSON.stringify(path)}, ${JSON.stringify(callOf())})
    while (mock.calls.length < 1) await new Promise((resolve) => setTimeout(resolve, 10))
    await mock.close()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
  onTestFinished(() => void child.kill())
  const [code] = await once(child, 'close')
  expect(code).toBe(0)
})

test('a delay without network ends with the reason of the signal, as over the network', async () => {
  await using mock = await startMock()
  const signal = AbortSignal.timeout(50)
  expect(await outcome(send(mock, { messageId: 'wamid.delay-5000', signal }, mock.fetch))).toBe(
    'TimeoutError',
  )
})

test('a stop finishes the answers under way and cuts off those that would never come', async () => {
  const mock = await startMock()
  const late = send(mock, { messageId: 'wamid.delay-200' })
  const never = outcome(send(mock, { messageId: 'wamid.fault-stall' }))
  await expect.poll(() => mock.calls.length).toBe(2)
  mock.next({ fault: 'stall', delay: 200 })
  const later = outcome(send(mock))
  await expect.poll(() => mock.calls.length).toBe(3)
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
