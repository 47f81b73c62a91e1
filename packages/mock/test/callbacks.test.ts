import { member } from '@kaleyra-reactions/model/member'
import { closedAddress, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { send } from './operation-calls.ts'

describe('callbacks', () => {
  test('an accepted reaction is followed by its status, with what the call gave', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({
      callbackUrl: `${receiver.url}/callbacks`,
      callbackHeaders: { authorization: 'Bearer t' },
    })
    await send(mock, { extraInfo: { ref: 'x'.repeat(300), ref1: 'order-17' } })
    await mock.settled()
    expect(receiver.received).toMatchObject([
      { url: '/callbacks', headers: { authorization: 'Bearer t', 'x-source': 'vendor' } },
    ])
    const body: unknown = JSON.parse(receiver.received[0]?.body ?? '')
    expect(body).toMatchObject({ status: 'sent' })
    expect(member(body, 'extra_info')).toMatchObject({ ref: 'x'.repeat(255), ref1: 'order-17' })
    expect(member(body, 'extra_info')).not.toHaveProperty('ref2')
    expect(mock.callbacks).toMatchObject([{ name: 'sent', status: 204 }])
  })

  test('failed-131009 is accepted and then reported, labelled as modelled', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    expect((await send(mock, { messageId: 'wamid.failed-131009' })).status).toBe(202)
    await mock.settled()
    expect(receiver.received).toMatchObject([{ headers: { 'x-source': 'assumption' } }])
    const errors = [expect.objectContaining({ code: 131009 })]
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      status: 'failed',
      meta_object: { value: { statuses: [{ recipient_id: '919000000002', errors }] } },
    })
  })

  test('a refused reaction is followed by none, and a receiver that is not there changes nothing', async () => {
    await using mock = await startMock({ callbackUrl: await closedAddress() })
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
