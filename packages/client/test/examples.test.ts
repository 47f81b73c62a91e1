import { join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { errorCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { examplesOf } from '@kaleyra-reactions/model/operations'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { closedAddress, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { fetchWithHeaders } from '../examples/headers.ts'
import { createSenders } from '../examples/numbers.ts'
import { ReactionQueue } from '../examples/queue.ts'
import { createApp } from '../examples/webhook-server.ts'
import { createClient } from '../src/index.ts'
import { accepted } from './sending.ts'

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

describe('the recipes', () => {
  const settings = { baseUrl: mock.url, sid: 's', apiKey: 'k', phoneNumber: '919000000001' }
  const reactionTo = (to: string) => ({ to, messageId: 'wamid.HBgLMxxx', emoji: '👍' })

  test('add headers and the name of a program', async () => {
    await using server = await startServer(status(202, accepted))
    const client = createClient({ ...settings, baseUrl: server.url, fetch: fetchWithHeaders })
    await client.sendReaction(reactionTo('919000000002'))
    expect(server.received[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^@kaleyra-reactions\/client\/\S+ shop\/1\.4$/),
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
      'content-type': 'application/json',
    })
  })

  test('send from several business numbers', async () => {
    await using server = await startServer(status(202, accepted))
    const send = createSenders(['919000000001', '919000000009'], { ...settings, baseUrl: server.url })
    await send('919000000009', reactionTo('919000000002'))
    expect(server.received[0]?.url).toContain('/919000000009/')
    await expect(send('919000000008', reactionTo('919000000002'))).rejects.toThrow('not one of ours')
  })

  test('queue reactions: so many in a second, and one in six seconds to the same user', async () => {
    const waits: number[] = []
    const queue = new ReactionQueue(createClient(settings), {
      perSecond: 10,
      wait: async (milliseconds) => waits.push(Math.round(milliseconds / 100) * 100),
    })
    await Promise.all(
      ['919000000002', '919000000003', '919000000002'].map((to) => queue.send(reactionTo(to))),
    )
    expect(waits.toSorted((left, right) => left - right)).toEqual([0, 100, 200, 6000, 6000, 6000])
    const ofSameUser = waits.filter((_, index) => index > waits.indexOf(6000))
    expect(ofSameUser).toContain(200)
  })

  test('follow the documented schedule of an error, and end with it', async () => {
    const [found] = refused.filter(({ error }) => error.retry.delayMinutes !== undefined)
    const minutes = found?.error.retry.delayMinutes ?? []
    expect(minutes.length).toBeGreaterThan(0)
    const waits: number[] = []
    const wait = async (milliseconds: number) => waits.push(milliseconds / 60_000)
    const queue = new ReactionQueue(createClient(settings), { perUser: 0, wait })
    const failing = { ...reactionTo('919000000002'), messageId: `wamid.${found?.name}` }
    await expect(queue.send(failing)).rejects.toMatchObject({ reason: found?.name })
    expect(waits.filter((each) => each >= 1)).toEqual(minutes)
  })
})
