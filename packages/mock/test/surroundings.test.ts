import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, expect, test, vi } from 'vitest'
import { startMock } from '../dist/index.mjs'
import { path, reactionInit, refusal } from './operation-calls.ts'

const host = 'https://api.in.kaleyra.io'

afterEach(() => vi.unstubAllGlobals())

test('code with a hard-coded host is tested by the mock as the global fetch, whose callbacks still arrive', async () => {
  await using receiver = await startServer(status(204))
  await using mock = await startMock({ callbackUrl: receiver.url })
  vi.stubGlobal('fetch', mock.fetch)
  mock.next(refusal.name)
  expect((await fetch(host + path, reactionInit())).status).toBe(refusal.status)
  expect((await fetch(host + path, reactionInit())).status).toBe(202)
  await mock.settled()
  expect(mock.callbacks).toMatchObject([{ status: 204 }])
})

test('and by MSW, which hands its requests to the mock', async () => {
  await using mock = await startMock()
  const server = setupServer(
    http.all(`${host}/*`, ({ request }) => mock.fetch(request)),
    http.all('https://elsewhere.example/*', () => HttpResponse.text('elsewhere')),
  )
  server.listen({ onUnhandledFrame: 'error' })
  try {
    mock.next(refusal.name)
    expect((await fetch(host + path, reactionInit())).status).toBe(refusal.status)
    expect((await fetch(host + path, reactionInit({ body: '{}' }))).headers.get('sl-violations')).toContain(
      'missing',
    )
    expect(await (await fetch('https://elsewhere.example/')).text()).toBe('elsewhere')
    expect(mock.calls).toHaveLength(2)
  } finally {
    server.close()
  }
})
