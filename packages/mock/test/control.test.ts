import { expect, test } from 'vitest'
import { startMock } from '../dist/index.mjs'
import { otherRefusal, refusal, send, tell } from './operation-calls.ts'

test('a suite in another language queues, reads, verifies and resets', async () => {
  await using mock = await startMock({ strict: true })
  expect(await tell(mock, 'next', [refusal.name, { status: 429 }])).toEqual({ status: 204, body: undefined })
  const statuses = [(await send(mock)).status, (await send(mock)).status, (await send(mock)).status]
  expect(statuses).toEqual([refusal.status, 429, 202])
  await tell(mock, 'always', otherRefusal.name)
  expect((await send(mock)).status).toBe(otherRefusal.status)
  expect((await tell(mock, 'calls')).body).toEqual(JSON.parse(JSON.stringify(mock.calls)))
  expect(await tell(mock, 'verify', { matching: { case: refusal.name }, times: 1 })).toMatchObject({
    status: 200,
  })
  expect(await tell(mock, 'reset', {})).toEqual({ status: 204, body: undefined })
  expect([mock.calls, (await tell(mock, 'callbacks')).body]).toEqual([[], []])
})

test('health is there for a readiness wait, and leaves no trace', async () => {
  await using mock = await startMock()
  expect(await tell(mock, 'health')).toEqual({ status: 200, body: { status: 'ok' } })
  expect((await fetch(`${mock.url}/__mock/health`, { method: 'HEAD' })).status).toBe(200)
  expect(mock.calls).toEqual([])
})

test.each([
  ['GET', 'call', /did you mean GET calls\?/],
  ['POST', 'toString', /POST next/],
  ['GET', '', /GET health/],
])('%s %s is refused with the known actions', async (method, action, hint) => {
  await using mock = await startMock()
  const response = await fetch(`${mock.url}/__mock/${action}`, { method })
  expect([response.status, await response.text()]).toEqual([404, expect.stringMatching(hint)])
})

test.each(['E110', '{', '\xff'])('what is told is JSON, not %j', async (body) => {
  await using mock = await startMock()
  const init = { method: 'POST', body: Buffer.from(body, 'latin1') }
  const response = await fetch(`${mock.url}/__mock/next`, init)
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('must be JSON')])
})
