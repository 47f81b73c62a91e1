import { join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { examplesOf } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../examples/webhook-server.ts'
import { createClient } from '../src/index.ts'

const document: OpenapiDocument = bundled
const mock = await startMock()
afterAll(() => mock.close())

/** Runs the sending example, and gives everything that it printed. */
async function sendExample(
  messageId: string,
  baseUrl = mock.url,
): Promise<{ code: number | null; output: string }> {
  const example = join(import.meta.dirname, '../examples/send.ts')
  const env = {
    KALEYRA_SID: 's',
    KALEYRA_API_KEY: 'k',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: baseUrl,
  }
  const { code, stdout, stderr } = await runProgram(process.execPath, [example, '919000000002', messageId], {
    env,
  })
  return { code, output: stdout + stderr }
}

test('the sending example sends', async () => {
  expect(await sendExample('wamid.HBgLMxxx')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^queued as A/),
  })
})

const refused = errorCasesOf(document).filter(({ operationId }) => operationId === 'sendReaction')

test.each(refused)('the sending example handles $name', async ({ name, error }) => {
  const { code, output } = await sendExample(`wamid.${name}`)
  for (const minutes of error.retry.delayMinutes ?? []) expect(output).toContain(String(minutes))
  expect(output).not.toMatch(/^perhaps|^undocumented|^nothing|^queued/)
  expect(code).toBe(1)
})

test.each([
  ['refused input', '', mock.url, /^nothing was sent: messageId /],
  ['a server that is not there', 'wamid.1', await closedAddress(), /nothing was sent$/m],
])('the sending example handles %s', async (_, messageId, baseUrl, output) => {
  expect(await sendExample(messageId, baseUrl)).toMatchObject({
    code: 1,
    output: expect.stringMatching(output),
  })
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
  const lines: string[] = []
  const app = createApp(client, 'the-token', (line) => lines.push(line))
  const messages = examplesOf(document.webhooks?.['incoming-message']?.post?.requestBody)
  const [message] = messages
  const withoutNumber = messages.find(({ name }) => name === 'textWithoutNumber')
  const post = (token: string, body: unknown) =>
    app.request('/callbacks', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })

  test('reacts to an incoming message', async () => {
    expect((await post('the-token', message?.example.value)).status).toBe(204)
    expect(sent).toMatchObject([{ messaging_object: { to: '+16505551234', reaction: { emoji: '👀' } } }])
  })

  test('tells of a user without a number, to whom nothing can be sent', async () => {
    sent.length = 0
    expect((await post('the-token', withoutNumber?.example.value)).status).toBe(204)
    expect(sent).toEqual([])
    expect(lines).toEqual([expect.stringMatching(/^no reaction for US\.\d+, who has no number$/)])
  })

  test('refuses another token, and sends nothing', async () => {
    sent.length = 0
    expect((await post('the-tokem', message?.example.value)).status).toBe(401)
    expect(sent).toEqual([])
  })
})
