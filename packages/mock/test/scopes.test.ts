import { describe, expect, test } from 'vitest'
import { type Mock, startMock } from '../src/index.ts'
import { path, send, sid } from './operation-calls.ts'

const pathOf = (worker: string) => path.replace(sid, worker)

/** What a worker does in each of its tests: reset, say what happens, send, look. */
interface Worker {
  reset(): Promise<void> | void
  next(name: 'E110' | 'WA401'): Promise<void> | void
  calls(): Promise<unknown>
}

const inCode = (mock: Mock, worker: string): Worker => {
  const scope = mock.scope(worker)
  return { reset: scope.reset, next: scope.next, calls: async () => scope.calls }
}

const overHttp = (mock: Mock, worker: string): Worker => {
  const tell = async (action: string, init?: RequestInit) => {
    const response = await fetch(`${mock.url}/__mock/${action}?sid=${worker}`, init)
    if (!response.ok) throw new Error(await response.text())
    return response
  }
  return {
    reset: async () => void (await tell('reset', { method: 'POST' })),
    next: async (name) => void (await tell('next', { method: 'POST', body: JSON.stringify(name) })),
    calls: async () => (await tell('calls')).json(),
  }
}

describe.each([
  ['in code', inCode],
  ['over HTTP', overHttp],
] as const)('with a scope of its own %s', (_, workerOf) => {
  test('a worker is not disturbed by another', async () => {
    await using mock = await startMock()
    const rounds = async (name: 'E110' | 'WA401', worker: Worker, target: string) => {
      const wrong: unknown[] = []
      for (let round = 0; round < 40; round += 1) {
        await worker.reset()
        await worker.next(name)
        const body: unknown = await (await send(mock, { target })).json()
        const calls = await worker.calls()
        if (!JSON.stringify(body).includes(`"${name}"`)) wrong.push(body)
        if (!Array.isArray(calls) || calls.length !== 1) wrong.push(calls)
      }
      return wrong
    }
    const found = await Promise.all([
      rounds('E110', workerOf(mock, 'HX1'), pathOf('HX1')),
      rounds('WA401', workerOf(mock, 'HX2'), pathOf('HX2')),
    ])
    expect(found).toEqual([[], []])
    expect(mock.calls).toEqual([])
  })
})

test('the calls of all other SIDs belong to the mock itself', async () => {
  await using mock = await startMock()
  mock.scope('HX1')
  mock.always('WA500')
  mock.scope('HX1').next('E110')
  expect((await send(mock, { target: pathOf('HX2') })).status).toBe(500)
  expect((await send(mock, { target: pathOf('HX1') })).status).toBe(400)
  expect((await send(mock, { target: pathOf('HX1') })).status).toBe(202)
  expect(mock.calls.map(({ status }) => status)).toEqual([500])
  expect(mock.coverage().exercised).toEqual(['WA500'])
  expect(mock.scope('HX1').coverage().exercised).toEqual(['WA202', 'E110'])
  mock.reset()
  expect(mock.scope('HX1').calls).toHaveLength(2)
})

test('an escaped SID is the same SID', async () => {
  await using mock = await startMock()
  mock.scope('HX 1').next('E110')
  expect((await send(mock, { target: pathOf('HX%201') })).status).toBe(400)
})

test.each([
  ['?sdi=HX1', /sdi\\" is unknown in the query: did you mean sid\?/],
  ['?sid=', /needs the SID/],
])('the control path refuses %s', async (query, reason) => {
  await using mock = await startMock()
  const response = await fetch(`${mock.url}/__mock/reset${query}`, { method: 'POST' })
  expect(response.status).toBe(400)
  expect(await response.text()).toMatch(reason)
})

test.each(['calls', 'callbacks', 'coverage', 'settled', 'verify'])(
  '%s of a scope that no one opened is refused',
  async (action) => {
    await using mock = await startMock()
    const ask = () => fetch(`${mock.url}/__mock/${action}?sid=HX1`)
    const response = await ask()
    expect(response.status).toBe(400)
    expect(await response.text()).toMatch(/no scope \\"HX1\\".*POST \/__mock\/reset\?sid=HX1/)
    await fetch(`${mock.url}/__mock/reset?sid=HX1`, { method: 'POST' })
    expect((await ask()).status).toBe(200)
  },
)

test('more scopes than any suite has workers are refused', async () => {
  await using mock = await startMock()
  for (let count = 0; count < 100; count += 1) mock.scope(`HX${count}`)
  expect(() => mock.scope('one more')).toThrow(/100 scopes already: give each worker one SID/)
  expect(mock.scope('HX7').calls).toEqual([])
})

test.each([5, null, undefined])(
  'a SID that is %s opens no scope: no call would belong to it',
  async (value) => {
    await using mock = await startMock()
    // As a suite without types gives it.
    const untyped = JSON.parse(`{"sid":${value ?? null}}`)
    expect(() => mock.scope(untyped.sid)).toThrow(/A scope needs the SID of its calls as a text/)
  },
)
