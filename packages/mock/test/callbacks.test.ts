import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { send } from './sample.ts'

describe('callbacks', () => {
  async function startReceiver(status = 204) {
    const received: { headers: object; body: unknown }[] = []
    const server = createServer(async (incoming, outgoing) => {
      let body = ''
      for await (const chunk of incoming) body += chunk
      received.push({ headers: incoming.headers, body: JSON.parse(body) })
      outgoing.writeHead(status).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`
    return { received, url, close, [Symbol.asyncDispose]: close }
  }

  test('an accepted reaction is followed by its status, with what the call gave', async () => {
    await using receiver = await startReceiver()
    await using mock = await startMock({
      callbackUrl: receiver.url,
      callbackHeaders: { authorization: 'Bearer t' },
    })
    await send(mock, { extraInfo: { ref: 'x'.repeat(300), ref1: 'order-17' } })
    await mock.settled()
    expect(receiver.received).toMatchObject([
      {
        headers: { authorization: 'Bearer t', 'x-source': 'vendor' },
        body: { status: 'sent', extra_info: { ref: 'x'.repeat(255), ref1: 'order-17' } },
      },
    ])
    expect(Object(receiver.received[0]?.body).extra_info).not.toHaveProperty('ref2')
    expect(mock.callbacks).toMatchObject([{ name: 'sent', status: 204 }])
  })

  test('131009 is accepted and then reported, labelled as modelled', async () => {
    await using receiver = await startReceiver()
    await using mock = await startMock({ callbackUrl: receiver.url })
    expect((await send(mock, { messageId: 'wamid.131009' })).status).toBe(202)
    await mock.settled()
    const errors = [expect.objectContaining({ code: 131009 })]
    expect(receiver.received).toMatchObject([
      {
        headers: { 'x-source': 'assumption' },
        body: {
          status: 'failed',
          meta_object: { value: { statuses: [{ recipient_id: '919000000002', errors }] } },
        },
      },
    ])
  })

  test('a refused reaction is followed by none, and a receiver that is not there changes nothing', async () => {
    const receiver = await startReceiver()
    await receiver.close()
    await using mock = await startMock({ callbackUrl: receiver.url })
    expect((await send(mock, { messageId: 'wamid.E110' })).status).toBe(400)
    expect((await send(mock)).status).toBe(202)
    await mock.settled()
    expect(mock.callbacks).toMatchObject([{ name: 'sent', error: 'ECONNREFUSED' }])
  })

  test('an address that cannot be called is told with the reason', async () => {
    await using mock = await startMock({ callbackUrl: 'http://127.0.0.1:9' })
    await send(mock)
    await mock.settled()
    expect(mock.callbacks).toMatchObject([{ name: 'sent', error: 'bad port' }])
  })
})
