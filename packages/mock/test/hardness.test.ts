import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { keyHeader, path, sid } from './operation-calls.ts'

// The built package: its bundler once took a check for code without effect.
const built = new URL('../dist/index.mjs', import.meta.url).href
const { startMock }: typeof import('../src/index.ts') = await import(built)
const mock = await startMock()
afterAll(() => mock.close())
const port = Number(new URL(mock.url).port)

/**
 * Sends bytes as they are and gives what comes back until the connection ends. With `break` the connection breaks once the
 * system has taken the bytes; otherwise the sender waits for the response.
 */
function exchange(bytes: Uint8Array, end: 'half' | 'break' = 'half'): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => {
      if (end === 'break') socket.write(bytes, () => socket.destroy())
      else socket.end(bytes)
    })
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => {})
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')))
  })
}

function post(body: Uint8Array | string, target = path, headers = ''): Buffer {
  const content = Buffer.from(body)
  const head = `POST ${target} HTTP/1.1\r\nhost: a\r\n${keyHeader}: k\r\ncontent-type: application/json\r\nconnection: close\r\n`
  return Buffer.concat([Buffer.from(`${head}${headers}content-length: ${content.length}\r\n\r\n`), content])
}

async function expectAlive(): Promise<void> {
  expect(await exchange(post('{}'))).toMatch(/^HTTP\/1\.1 400 .*WA400/s)
}

const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

test.each<[string, Buffer, number]>([
  ['malformed JSON', post('{"a":'), 400],
  ['a byte order mark', post('\ufeff{}'), 400],
  ['a gzip header', post(Buffer.from([0x1f, 0x8b, 8, 0]), path, 'content-encoding: gzip\r\n'), 400],
  ['a lone surrogate', post('{"\\ud83d":"\\ud83d"}'), 400],
  ['an emoji as a key', post('{"😀":1}'), 400],
  ['a prototype as a key', post('{"__proto__":{"a":1},"constructor":1}'), 400],
  ['a deep list', post(nested), 400],
  ['a deep member', post(`{"messaging_object":{"to":${nested}}}`), 400],
  ['no body', post(''), 400],
  ['a null byte', post('\0'), 400],
  ['1,000,000 bytes', post(' '.repeat(1_000_000)), 400],
  ['one byte more', post(' '.repeat(1_000_001)), 413],
  ['5,000,000 bytes', post(' '.repeat(5_000_000)), 413],
  ['%FF in the path', post('{}', path.replace(sid, `%FF${sid}`)), 400],
  ['%00 in the path', post('{}', path.replace(sid, `%00${sid}`)), 400],
  ['dots in the path', post('{}', '/v2/../../etc/passwd'), 404],
  ['64 kB of path', post('{}', `/${'a'.repeat(65_536)}`), 431],
  ['an absolute target', post('{}', `http://elsewhere${path}`), 400],
  ['OPTIONS of all', Buffer.from('OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'), 404],
  ['another method', Buffer.from(`BREW / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`), 400],
  [
    'a known method of no operation',
    Buffer.from(`PUT ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`),
    405,
  ],
  ['HEAD', Buffer.from(`HEAD ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`), 405],
  ['an odd Prefer', post('{}', path, 'prefer: code=abc, =, example\r\n'), 400],
])('%s gets a response', async (_, bytes, status) => {
  expect(await exchange(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  await expectAlive()
})

test('a slow upload gets its response once it is whole', async () => {
  const bytes = post('{"messaging_object":{}}')
  const received = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', (chunk) => {
      resolve(String(chunk))
      socket.destroy()
    })
    let sent = 0
    const timer = setInterval(() => {
      socket.write(bytes.subarray(sent, sent + 20))
      sent += 20
      if (sent >= bytes.length) clearInterval(timer)
    }, 10)
  })
  expect(received).toMatch(/^HTTP\/1\.1 400 /)
})

test('a broken upload ends nothing', async () => {
  await exchange(post('x'.repeat(100_000)).subarray(0, 5000), 'break')
  await exchange(post('x'.repeat(5_000_000)).subarray(0, 2_000_000), 'break')
  await expectAlive()
})

test('arbitrary bytes end nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await exchange(bytes)
    }),
    { numRuns: 200 },
  )
  await expectAlive()
})

test('every complete request gets a response, whatever its path and body', async () => {
  const target = fc.stringMatching(/^[!-~]{0,60}$/).map((text) => `/${text}`)
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(fc.oneof(target, fc.constant(path)), body, async (where, bytes) => {
      expect(await exchange(post(bytes, where))).toMatch(/^HTTP\/1\.1 (400|404|405) .*^sl-violations: /ms)
    }),
    { numRuns: 200 },
  )
  await expectAlive()
})
