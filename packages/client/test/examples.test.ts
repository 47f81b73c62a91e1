import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { examplesOf, type OpenapiDocument } from '@kaleyra-reactions/spec/cases'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../examples/webhook-server.ts'
import { createClient } from '../src/index.ts'

const document: OpenapiDocument = bundled
const mock = await startMock()
afterAll(() => mock.close())

test.each([
  ['wamid.HBgLMxxx', 0, 'queued as '],
  ['wamid.E110', 1, 'out of balance'],
  ['wamid.WA500', 1, 'after 5, 10, 15 minutes'],
  ['wamid.RBC001', 1, 'RBC001 (credentials)'],
])('the sending example handles %s', async (messageId, code, text) => {
  const example = join(import.meta.dirname, '../examples/send.ts')
  const env = {
    KALEYRA_SID: 's',
    KALEYRA_API_KEY: 'k',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: mock.url,
  }
  const done = await new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [example, '919000000002', messageId], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
  expect(done.output).toContain(text)
  expect(done.code).toBe(code)
})

describe('the webhook server', () => {
  const sent: unknown[] = []
  const client = createClient({
    baseUrl: mock.url,
    sid: 's',
    apiKey: 'k',
    phoneNumber: '919000000001',
    fetch: (address, init) => {
      sent.push(JSON.parse(String(init?.body)))
      return mock.fetch(address, init)
    },
  })
  const app = createApp(client, 'the-token')
  const [, text] = examplesOf(document.webhooks?.['incoming-message']?.post?.requestBody)[0] ?? []
  const post = (token: string, body: unknown) =>
    app.request('/callbacks', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })

  test('answers an incoming message with a reaction', async () => {
    expect((await post('the-token', text?.value)).status).toBe(204)
    expect(sent).toMatchObject([{ messaging_object: { to: '+16505551234', reaction: { emoji: '👀' } } }])
  })

  test('refuses another token and takes no action', async () => {
    sent.length = 0
    expect((await post('the-tokem', text?.value)).status).toBe(401)
    expect(sent).toEqual([])
  })
})
