import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'
import { type Client, createClient, keyHeader, validateReaction, validateRemoval } from '../src/index.ts'
import { accepted, reaction, settings } from './sending.ts'

test.each<
  [string, (client: Client) => Promise<unknown>, (client: Client) => ReturnType<Client['previewReaction']>]
>([
  ['reaction', (client) => client.sendReaction(reaction), (client) => client.previewReaction(reaction)],
  ['removal', (client) => client.removeReaction(reaction), (client) => client.previewRemoval(reaction)],
])('the preview of a %s is the request that is sent, without the key', async (_, send, preview) => {
  await using server = await startServer(status(202, accepted))
  const client = createClient({ ...settings, baseUrl: server.url })
  const { method, url, headers, body } = await preview(client)
  // What a caller does to a preview changes no other request.
  Object.assign((await preview(client)).headers, { 'x-changed': 'yes' })
  expect(server.received).toEqual([])
  expect(JSON.stringify({ url, headers, body })).not.toContain(settings.apiKey)
  await send(client)
  expect(server.received).toMatchObject([{ method, url: url.replace(server.url, ''), headers, body }])
  expect(server.received[0]?.headers).not.toHaveProperty('x-changed')
  await fetch(url, { method, headers: { ...headers, [keyHeader]: settings.apiKey }, body })
  expect(server.received[1]?.headers[keyHeader]).toBe(settings.apiKey)
})

test('a preview asks for no key', async () => {
  const apiKey = () => {
    throw new Error('asked')
  }
  const client = createClient({ ...settings, apiKey, baseUrl: 'https://localhost' })
  await expect(client.previewReaction(reaction)).resolves.toMatchObject({ method: 'POST' })
})

test.each([
  ['emoji', { emoji: 'x' }],
  ['to', { to: '1' }],
  ['messageId', { messageId: '' }],
])('a wrong %s is refused by preview and validation as it is when sent', async (field, change) => {
  const client = createClient({ ...settings, baseUrl: 'https://localhost' })
  const wrong = { ...reaction, ...change }
  await expect(client.previewReaction(wrong)).rejects.toMatchObject({ field })
  await expect(client.sendReaction(wrong)).rejects.toMatchObject({ field })
  expect(() => validateReaction(wrong)).toThrow(new RegExp(`^${field} `))
  if (field !== 'emoji') expect(() => validateRemoval(wrong)).toThrow(new RegExp(`^${field} `))
})

test('what is right passes validation', () => {
  expect(validateReaction(reaction)).toBeUndefined()
  expect(validateRemoval({ to: reaction.to, messageId: reaction.messageId })).toBeUndefined()
})
