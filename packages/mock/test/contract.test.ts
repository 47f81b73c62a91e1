import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../dist/index.mjs'
import { freeRefusals, kaleyraFrom, responseOf, type Target } from './contract-target.ts'
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
    const { status, body } = refusal
    expect(await responseOf(refusal, target)).toEqual({ status, body })
  })
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
