import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { startMock } from '@kaleyra-reactions/mock'
import { startStockPrism } from '@kaleyra-reactions/mock/stock-prism'
import { casesOf, errorCasesOf, type OpenapiDocument } from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'

const document: OpenapiDocument = bundled
const [mock, stock] = await Promise.all([startMock(), startStockPrism()])
afterAll(() => Promise.all([mock.close(), stock.close()]))

const bundle = new URL('../dist/main.mjs', import.meta.url).pathname
const environment = {
  KALEYRA_API_KEY: 'secret-key',
  KALEYRA_SID: 'HXAP1600000097IN',
  KALEYRA_PHONE_NUMBER: '919000000001',
  KALEYRA_BASE_URL: mock.url,
}
const target = ['--to', '+919000000002', '--message-id', 'wamid.HBgLMxxx']

async function run(args: string[], env: Record<string, string> = environment) {
  try {
    const done = await promisify(execFile)(process.execPath, [bundle, ...args], { env })
    return { ...done, code: 0 }
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number }
  }
}

/** Passes requests on to stock Prism, which takes the case it is to answer with from a header only. */
async function startPreferring(prefer: string): Promise<{ url: string; close(): Promise<unknown> }> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { 'api-key': key, 'content-type': type } = incoming.headers
    const headers = { 'api-key': String(key), 'content-type': String(type), prefer }
    const init = { method: 'POST', headers, body: Buffer.concat(chunks) }
    const response = await fetch(stock.url + incoming.url, init)
    outgoing.writeHead(response.status, { 'content-type': 'application/json' }).end(await response.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) }
}

describe('send', () => {
  test('prints the id of the accepted reaction', async () => {
    expect(await run(['send', ...target, '--ref', 'order-17', '👍'])).toMatchObject({
      stdout: expect.stringMatching(/^A[0-9A-F]{19}\n$/),
      stderr: '',
      code: 0,
    })
  })

  const errors = casesOf(document).filter(
    ({ operationId, error }) => operationId === 'sendReaction' && error !== undefined,
  )
  test.each(errors)('explains $name where it is met', async ({ name, status }) => {
    const { stdout, stderr, code } = await run([
      'send',
      '--to',
      '919000000002',
      '--message-id',
      `wamid.${name}`,
      '👍',
    ])
    expect(stdout).toBe('')
    expect(stderr).toContain(`${name}  ${status}`)
    expect(stderr).toContain('What to do:')
    expect(code).toBe(Number(status) < 500 ? 3 : 4)
  })

  test.each(errors)('explains $name of stock Prism', async ({ name, status }) => {
    const { url, close } = await startPreferring(`code=${status}, example=${name}`)
    const { stderr, code } = await run(['send', '--base-url', url, ...target, '👍'])
    await close()
    expect(stderr).toContain(`${name}  ${status}`)
    expect(code).toBe(Number(status) < 500 ? 3 : 4)
  })

  test('names the setting that is missing', async () => {
    const { KALEYRA_API_KEY: _, ...rest } = environment
    const { stderr, code } = await run(['send', ...target, '👍'], rest)
    expect(stderr).toBe('error: KALEYRA_API_KEY is not set\n')
    expect(code).toBe(2)
  })

  test('names the field of a bad input and sends nothing', async () => {
    const { stderr, code } = await run(['send', ...target, 'ok'])
    expect(stderr).toContain('emoji must be one emoji')
    expect(code).toBe(2)
  })

  test('suggests the right flag', async () => {
    const { stderr, code } = await run(['send', ...target, '--wa-sorce', 'x', '👍'])
    expect(stderr).toContain('Did you mean --wa-source')
    expect(code).toBe(2)
  })

  test('an address where nobody listens is exit 4, without the key', async () => {
    const stopped = await startMock()
    await stopped.close()
    const { port } = new URL(stopped.url)
    const { stderr, code } = await run(['send', '--base-url', `http://127.0.0.1:${port}`, ...target, '👍'])
    expect(stderr).toContain('Connection failed: ECONNREFUSED')
    expect(stderr).not.toContain('secret-key')
    expect(code).toBe(4)
  })

  test('the help shows each field of extra_info with its known values', async () => {
    const { stdout } = await run(['send', '--help'])
    const fields = Object.entries(document.components.schemas['ExtraInfo']?.properties ?? {})
    for (const [name, { description = '', 'x-known-values': values = [] }] of fields) {
      expect(words(stdout)).toContain(`--${name.replaceAll('_', '-')} <value> ${words(description)}`)
      for (const value of values) expect(stdout).toContain(value)
    }
  })
})

describe('explain', () => {
  test('shows both cases of a shared code', async () => {
    const { stdout } = await run(['explain', 'WA-401'])
    expect(stdout).toContain('WA-401-account')
    expect(stdout).toContain('WA-401-version')
  })

  test.each(errorCasesOf(document))(
    'tells of $name what the document knows',
    async ({ name, meaning, error }) => {
      const { stdout } = await run(['explain', name])
      const facts = [meaning, error.actor, error.action, error.retry.advice, ...(error.causes ?? [])]
      for (const fact of facts) expect(stdout).toContain(fact)
    },
  )

  test('without argument lists every case', async () => {
    const { stdout } = await run(['explain'])
    for (const { name, title } of errorCasesOf(document)) {
      expect(stdout).toMatch(new RegExp(`^${name} .*${title}$`, 'm'))
    }
  })

  test('lists what is known for an unknown word', async () => {
    const { stderr, code } = await run(['explain', 'E999'])
    expect(stderr).toContain('E110')
    expect(code).toBe(2)
  })
})

function words(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}
