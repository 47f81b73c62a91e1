import { closedAddress, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import type { Fetch } from '../src/index.ts'
import { busy, outcomeOf, testRuntime } from './sending.ts'

/** What a `fetch` throws on a runtime: its innermost cause. */
function failure(message: string, code?: string): Fetch {
  return async () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(message), { code }) })
  }
}

test.each<[string, Fetch]>([
  ['Node: refused', failure('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED')],
  ['Node: no route', failure('connect EHOSTUNREACH 10.0.0.1:443', 'EHOSTUNREACH')],
  ['Node: no connection in time', failure('Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT')],
  ['Node: unknown host', failure('getaddrinfo ENOTFOUND nowhere.invalid', 'ENOTFOUND')],
  ['Node: no name server', failure('getaddrinfo EAI_AGAIN api.in.kaleyra.io', 'EAI_AGAIN')],
  ['Node: own certificate', failure('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['Node: old certificate', failure('certificate has expired', 'CERT_HAS_EXPIRED')],
  [
    'Node: other host',
    failure("Hostname/IP does not match certificate's altnames", 'ERR_TLS_CERT_ALTNAME_INVALID'),
  ],
  ['Node: unknown authority', failure('unable to verify', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  ['Node: proxy refuses', failure('Proxy response (403) !== 200 when HTTP Tunneling', 'UND_ERR_ABORTED')],
  ['Node: blocked port', failure('bad port')],
  [
    'Deno: refused',
    failure('error sending request for url (http://x/): client error (Connect): tcp connect error'),
  ],
  ['Deno: blocked port', failure('Fetch failed: Requests to port 25 are blocked')],
  ['Bun: proxy refuses', failure('Proxy refused to open a tunnel: 403 Forbidden', 'ERR_PROXY_TUNNEL')],
])('%s: nothing can have been accepted, so it is tried again', async (_, fetch) => {
  const runtime = testRuntime()
  expect(await outcomeOf({ fetch }, runtime)).toMatchObject({
    name: 'ConnectionError',
    mayHaveBeenAccepted: false,
    message: expect.stringMatching(/^Connection failed: .*; nothing was sent$/),
  })
  expect(runtime.waits).toHaveLength(2)
})

test.each<[string, Fetch]>([
  ['a reset', failure('read ECONNRESET', 'ECONNRESET')],
  ['a closed socket', failure('other side closed', 'UND_ERR_SOCKET')],
  ['a lost route', failure('read EHOSTUNREACH', 'EHOSTUNREACH')],
  [
    "the server's no to our certificate",
    failure('alert certificate required', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
  ],
  ['a browser that tells nothing', failure('Failed to fetch')],
  ['a text that is thrown', () => Promise.reject('lost')],
])('%s: it may have been accepted, so it is not tried again', async (_, fetch) => {
  const runtime = testRuntime()
  expect(await outcomeOf({ fetch }, runtime)).toMatchObject({
    name: 'ConnectionError',
    mayHaveBeenAccepted: true,
    message: expect.stringMatching(/^Connection failed: .*\w.*; the reaction may have been accepted$/),
  })
  expect(runtime.waits).toEqual([])
})

test.each<[number, Record<string, string>, boolean, number]>([
  [429, {}, false, 3],
  [503, { 'retry-after': '1' }, false, 3],
  [503, {}, true, 1],
  [500, { 'retry-after': '1' }, true, 1],
  [403, {}, true, 1],
  [302, { 'retry-after': '1' }, false, 1],
])(
  'an undocumented %d with %o: mayHaveBeenAccepted %s, %d attempts',
  async (code, headers, may, attempts) => {
    await using server = await startServer(status(code, busy, headers))
    expect(await outcomeOf({ baseUrl: server.url })).toMatchObject({ status: code, mayHaveBeenAccepted: may })
    expect(server.received).toHaveLength(attempts)
  },
)

test('an address with several refused places is a connection that was never made', async () => {
  const { port } = new URL(await closedAddress())
  const outcome = await outcomeOf({ baseUrl: `http://localhost:${port}`, maxRetries: 0 })
  expect(outcome).toMatchObject({
    mayHaveBeenAccepted: false,
    message: expect.stringContaining('ECONNREFUSED'),
  })
})
