import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { member } from '@kaleyra-reactions/model/member'
import { hasTool } from '@kaleyra-reactions/test-support/tools'
import { describe, expect, onTestFinished, test } from 'vitest'
import { acceptedBody, acceptedStatus } from '../document.ts'
import { startReactionServer } from '../reaction-server.ts'
import { environmentFor, file, run, scratch, target } from '../run.ts'
import { batch, reactions } from './batch-run.ts'
import { statesIn } from './in-process.ts'

const hasOpenssl = hasTool(
  spawnSync('openssl', ['version']).status === 0,
  'the tests behind a certificate: no openssl found; install it',
)

describe('behind a certificate of an unknown authority', () => {
  test.skipIf(!hasOpenssl)(
    'no line counts as sent, and the same command sends all once the authority is known',
    async () => {
      const { url, certificate, received } = await startSecureServer()
      const input = file(reactions(40))
      const env = environmentFor(url)
      const first = await batch(input, env)
      expect(first.summary).toMatchObject({ accepted: 0, unknown: 0 })
      expect(first.summary.failed).toBeGreaterThanOrEqual(5)
      expect(first.summary.stopped?.text).toContain('certificate file in NODE_EXTRA_CA_CERTS')
      expect([first.code, received.length]).toEqual([4, 0])
      expect(new Set(statesIn(`${input}.results.ndjson`).values())).toEqual(new Set(['failed']))
      const { summary } = await batch(input, { ...env, NODE_EXTRA_CA_CERTS: certificate })
      expect(summary).toMatchObject({ accepted: 40, unsent: 0 })
      expect(new Set(received).size).toBe(40)
      expect(received).toHaveLength(40)
    },
  )

  test.skipIf(!hasOpenssl)('doctor and send say so', async () => {
    const { url } = await startSecureServer()
    const { stdout } = await run(['doctor'], environmentFor(url))
    expect(stdout).toMatch(/^FAIL {2}Connection .*\n .*NODE_EXTRA_CA_CERTS/m)
    const { stderr, code } = await run(['send', ...target, '👍'], environmentFor(url))
    expect(stderr).toMatch(/nothing was sent\. .*NODE_EXTRA_CA_CERTS/)
    expect(code).toBe(4)
  })
})

describe('behind a proxy that refuses', () => {
  test.each([
    [407, 'Proxy Authentication Required'],
    [502, 'Bad Gateway'],
  ])('with %s no line counts as sent, and the batch stops', async (status, words) => {
    const proxy = await startRefusingProxy(`HTTP/1.1 ${status} ${words}\r\n\r\n`)
    const input = file(reactions(40))
    const env = { ...environmentFor('https://api.test'), HTTPS_PROXY: proxy }
    const { summary, stderr, code } = await batch(input, env)
    expect(summary).toMatchObject({ accepted: 0, unknown: 0 })
    expect(summary.failed).toBeGreaterThanOrEqual(5)
    expect(stderr).toMatch(/Stopped: 5 lines in a row went wrong\..*The proxy refused to connect/)
    expect(stderr).not.toContain('proxy-password')
    expect(code).toBe(4)
  })
})

test('doctor and send say what to do where an https:// address leads to plain HTTP', async () => {
  const { url, received } = await startReactionServer()
  const env = environmentFor(url.replace('http:', 'https:'))
  const remedy = 'The server did not respond with TLS.'
  expect((await run(['doctor'], env)).stdout).toContain(`\n      ${remedy} Check the port of the base URL`)
  const { stderr, code } = await run(['send', ...target, '👍'], env)
  expect(stderr).toContain(remedy)
  // The state stays unknown: the connection was made.
  expect(stderr).toContain('may have been accepted')
  expect([code, received]).toEqual([4, []])
})

async function startSecureServer() {
  const folder = scratch()
  const [key, certificate] = [`${folder}/key.pem`, `${folder}/cert.pem`]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', ...made, ...subject], { stdio: 'ignore' })
  const received: string[] = []
  const options = { key: readFileSync(key), cert: readFileSync(certificate) }
  const server = createSecureServer(options, async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    if (body !== '') received.push(JSON.parse(body).messaging_object.reaction.message_id)
    outgoing
      .writeHead(acceptedStatus, { 'content-type': 'application/json' })
      .end(JSON.stringify(acceptedBody('A1')))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `https://127.0.0.1:${member(server.address(), 'port')}`, certificate, received }
}

async function startRefusingProxy(response: string): Promise<string> {
  const proxy = createServer()
  proxy.on('connect', (_, socket) => {
    socket.on('error', () => undefined)
    socket.end(response)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => {
    proxy.close()
    proxy.closeAllConnections()
  })
  return `http://user:proxy-password@127.0.0.1:${member(proxy.address(), 'port')}`
}
