import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../dist/index.mjs'
import { differencesFrom, freeRefusals, kaleyraFrom, type Target } from './contract-target.ts'
import { phoneNumber, sid } from './operation-calls.ts'

const account = { sid, apiKey: 'the-key', phoneNumber }
const mock = await startMock({
  log: () => undefined,
  apiKeys: [account.apiKey],
  sids: [account.sid],
  phoneNumbers: [account.phoneNumber],
})
afterAll(() => mock.close())

const kaleyra = kaleyraFrom(process.env)
const targets: Target[] = [
  { name: 'the mock', url: mock.url, ...account },
  ...(kaleyra === undefined ? [] : [kaleyra]),
]

describe.each(targets)('$name responds as the document says', (target) => {
  test.each(freeRefusals)('to $title: $name', async (refusal) => {
    expect(await differencesFrom(refusal, target)).toEqual([])
  })
})

test('what differs from the document is told, without a secret', async () => {
  const body = JSON.stringify({ code: 'WA999', message: 'No', more: 1 })
  await using server = await startServer(status(403, body))
  const [refusal] = freeRefusals
  if (refusal === undefined) throw new Error('There is no refusal')
  const differences = await differencesFrom(refusal, { name: 'another', url: server.url, ...account })
  expect(differences).toEqual([
    `the status is 403, the document has ${refusal.status}`,
    expect.stringMatching(/^"code" is "WA999", the document has "/),
    expect.stringMatching(/^"message" is "No", the document has "/),
    expect.stringMatching(/^"data" is undefined, /),
    expect.stringMatching(/^"error" is undefined, /),
    '"more" is 1, the document has undefined',
  ])
  expect(JSON.stringify(server.received[0]?.headers)).not.toContain(account.apiKey)
})

test.each([
  [{}, undefined],
  [{ KALEYRA_CONTRACT: '1' }, /need KALEYRA_BASE_URL/],
  [{ KALEYRA_CONTRACT: '1', KALEYRA_BASE_URL: 'http://a.example' }, /must begin with https/],
  [{ KALEYRA_CONTRACT: '1', KALEYRA_BASE_URL: 'https://a.example' }, /need KALEYRA_SID/],
])('Kaleyra itself is asked only where that is wanted: %j', (environment, problem) => {
  if (problem === undefined) expect(kaleyraFrom(environment)).toBeUndefined()
  else expect(() => kaleyraFrom(environment)).toThrow(problem)
})
