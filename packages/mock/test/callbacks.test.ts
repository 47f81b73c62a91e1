import { once } from 'node:events'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { closedAddress, startServer, status } from '@kaleyra-reactions/test-support/servers'
import { describe, expect, test } from 'vitest'
import { startMock } from '../src/index.ts'
import { path, phoneNumber, reactionBody, reactionInit, send } from './operation-calls.ts'

/** The first status of a callback's body. */
function statusOf(body: unknown): unknown {
  return member(member(member(member(body, 'meta_object'), 'value'), 'statuses'), '0')
}

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
      { url: '/callbacks', headers: { authorization: 'Bearer t', 'x-source': 'status-sent' } },
    ])
    const body: unknown = JSON.parse(receiver.received[0]?.body ?? '')
    expect(body).toMatchObject({ status: 'sent' })
    expect(member(body, 'extra_info')).toMatchObject({ ref: 'x'.repeat(255), ref1: 'order-17' })
    expect(member(body, 'extra_info')).not.toHaveProperty('ref2')
    expect(mock.callbacks).toMatchObject([
      { name: 'sent', status: 204, messageId: mock.calls[0]?.messageId, body },
    ])
  })

  test('a reference is cut between characters', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    await send(mock, { extraInfo: { ref: `${'a'.repeat(254)}😀b`, ref1: '😀'.repeat(300) } })
    await mock.settled()
    const { extra_info: references } = JSON.parse(receiver.received[0]?.body ?? '')
    expect(references).toMatchObject({ ref: `${'a'.repeat(254)}😀`, ref1: '😀'.repeat(255) })
  })

  test('each callback has the ids, the time and the number of its own call', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    const before = Math.floor(Date.now() / 1000)
    const target = path.replace(phoneNumber, '%2B919111111111')
    for (let count = 0; count < 2; count += 1) await send(mock, { target })
    await mock.settled()
    const bodies = mock.callbacks.map(({ body }) => body)
    const ids = bodies.flatMap((body) => [textMember(body, 'message_id'), textMember(statusOf(body), 'id')])
    expect(new Set(ids).size).toBe(4)
    for (const body of bodies) {
      expect(textMember(body, 'message_id')).toMatch(/^wamid\./)
      expect(member(member(body, 'extra_info'), 'message_id')).toBe(textMember(body, 'message_id'))
      const seconds = Number(textMember(statusOf(body), 'timestamp'))
      expect(seconds).toBeGreaterThanOrEqual(before)
      expect(seconds).toBeLessThanOrEqual(Date.now() / 1000)
      expect(body).toMatchObject({
        meta_object: { value: { metadata: { display_phone_number: '919111111111' } } },
      })
    }
  })

  test('several recipients get a callback each', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    const body = reactionBody({ to: '+919000000002,919000000003,+919000000004' })
    await fetch(mock.url + path, { ...reactionInit(), body })
    await mock.settled()
    const recipients = mock.callbacks.map(({ body }) => textMember(statusOf(body), 'recipient_id'))
    expect(recipients).toEqual(['919000000002', '919000000003', '919000000004'])
    expect(receiver.received).toHaveLength(3)
  })

  test('callbacks can be late, and come twice in the same words', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    mock.next({ case: 'failed-131009', callback: { delay: 200, copies: 2 } })
    const start = performance.now()
    expect((await send(mock)).status).toBe(202)
    await mock.settled()
    expect(performance.now() - start).toBeGreaterThan(190)
    const [first, second] = receiver.received
    expect(first?.body).toContain('131009')
    expect(second?.body).toBe(first?.body)
  })

  test('callbacks are listed in the order of the calls, however long each takes', async () => {
    const others = new AbortController()
    await using receiver = await startServer(async (outgoing, call) => {
      if (call === 3) others.abort()
      if (call === 1) await once(others.signal, 'abort')
      outgoing.writeHead(204).end()
    })
    await using mock = await startMock({ callbackUrl: receiver.url })
    for (const ref of ['first', 'second', 'third']) await send(mock, { extraInfo: { ref } })
    await mock.settled()
    const references = mock.callbacks.map(({ body }) => member(member(body, 'extra_info'), 'ref'))
    expect(references).toEqual(['first', 'second', 'third'])
  })

  test('a call whose response is lost has been accepted: its callback follows', async () => {
    await using receiver = await startServer(status(204))
    await using mock = await startMock({ callbackUrl: receiver.url })
    await expect(send(mock, { messageId: 'wamid.fault-reset' })).rejects.toThrow()
    await mock.settled()
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

  test('a message id that asks for a callback says when no address is set for it', async () => {
    const lines: string[] = []
    await using mock = await startMock({ log: (line) => lines.push(line) })
    expect((await send(mock, { messageId: 'wamid.failed-131009' })).status).toBe(202)
    const told = /failed-131009 is a callback, and no address is set for it: .*--callback-url/
    expect(mock.calls[0]?.warnings).toEqual([expect.stringMatching(told)])
    expect(lines).toEqual([expect.stringMatching(told)])
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

  test('the names of callback headers match in any case', async () => {
    await using receiver = await startServer(status(204))
    const callbackHeaders = { 'Content-Type': 'application/vnd.example+json', 'X-SOURCE': 'mine' }
    await using mock = await startMock({ callbackUrl: receiver.url, callbackHeaders })
    await send(mock)
    await mock.settled()
    expect(receiver.received).toMatchObject([
      { headers: { 'content-type': 'application/vnd.example+json', 'x-source': 'mine' } },
    ])
  })

  test.each([
    [{ callbackUrl: 'here' }, /^callbackUrl must be an http or https address, .*; this is none\.$/],
    [{ callbackUrl: 'ftp://127.0.0.1/' }, /http or https/],
    [{ callbackUrl: 'localhost:8080' }, /http or https/],
    [{ callbackUrl: 'http://127.0.0.1/', callbackHeaders: { 'a b': 'c' } }, /callbackHeaders has a name/],
    [
      { callbackUrl: 'http://127.0.0.1/', callbackHeaders: { 'Content-Length': '5' } },
      /callbackHeaders: Content-Length is set by the mock/,
    ],
    [
      { callbackUrl: 'http://127.0.0.1/', callbackHeaders: { connection: 'close' } },
      /callbackHeaders: connection is set by the mock/,
    ],
    [
      { callbackUrl: 'http://user:secret@127.0.0.1/' },
      /^callbackUrl holds a user or a password, .* authorization of callbackHeaders(?!.*secret)/,
    ],
    [{ callbackUrl: 'mailto:user:secret@host' }, /^(?!.*secret)callbackUrl must be an http/],
    [{ callbackUrl: 'ftp://user:secret@host' }, /^(?!.*secret)callbackUrl holds a user/],
    [{ callbackUrl: 'http://user:secret@ho st' }, /^(?!.*secret)callbackUrl must be an http/],
    [{ callbackUrl: 'htps://host/?token=secret' }, /^(?!.*secret)callbackUrl must be an http/],
    [{ callbackHeaders: { a: 'b' } }, /callbackHeaders is given without callbackUrl/],
  ])('%j is refused at the start', async (options, reason) => {
    await expect(startMock(options)).rejects.toThrow(reason)
  })
})
