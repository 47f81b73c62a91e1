import { startMock } from '@kaleyra-reactions/mock'
import { responseCasesOf } from '@kaleyra-reactions/model/cases'
import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, expect, test } from 'vitest'
import { variableOf } from '../src/setting-names.ts'
import { caseResponse, type Fault, startFaultServer } from './fault-server.ts'
import { environmentFor, run, target } from './run.ts'

const document: OpenapiDocument = bundled
const mock = await startMock()
afterAll(() => mock.close())

const errors = responseCasesOf(document).flatMap(({ name, error, operationId }) =>
  error !== undefined && operationId === 'sendReaction' ? [{ name, error }] : [],
)

test('doctor --probe makes one call that is addressed to nobody', async () => {
  mock.reset()
  const { stdout, code } = await run(['doctor', '--probe'], environmentFor(mock.url))
  expect(stdout).toMatch(/^ok {4}Probe +key, SID and number are good: .*is an assumption\.$/m)
  expect(code).toBe(0)
  const bodies = mock.calls.map(({ text }) => text).filter((body) => body.includes('reaction'))
  expect(bodies).toHaveLength(1)
  expect(bodies[0]).not.toContain('"to"')
})

test.each(errors)('doctor --probe tells what $name says about the settings', async ({ name, error }) => {
  const server = await startFaultServer(() => caseResponse(name))
  const { stdout, code } = await run(['doctor', '--probe'], environmentFor(server.url))
  expect(stdout).toContain('is an assumption.')
  if (error.kind === 'request') expect([stdout.includes('are good'), code]).toEqual([true, 0])
  else expect([stdout.includes(error.action), code]).toEqual([true, error.kind === 'server' ? 4 : 3])
  for (const setting of error.unknown ?? []) expect(stdout).toContain(variableOf(setting))
})

test.each<[string, Fault, number]>([
  ['an undocumented response', { kind: 'respond', status: 403, body: { code: 'X1', message: 'No' } }, 3],
  ['a response of a gateway', { kind: 'respond', status: 502, body: '<html>' }, 4],
  ['a connection that ends', { kind: 'reset' }, 4],
])('doctor --probe speaks of no reaction after %s, as it sends none', async (_, fault, status) => {
  const server = await startFaultServer(() => fault)
  const { stdout, code } = await run(['doctor', '--probe'], environmentFor(server.url))
  expect(stdout).toMatch(/^FAIL {2}Probe/m)
  expect(stdout).not.toMatch(/the reaction|its callback/)
  expect(code).toBe(status)
})

test('doctor --probe makes no call where a setting is wrong', async () => {
  const server = await startFaultServer(() => caseResponse('RBC001'))
  const { code } = await run(['doctor', '--probe', '--phone-number', '12'], environmentFor(server.url))
  expect([code, server.requests()]).toEqual([2, 0])
})

test('a bad region is told although a base URL is set', async () => {
  const env = { ...environmentFor(mock.url), KALEYRA_REGION: 'xx' }
  const { stdout, code } = await run(['doctor'], env)
  expect(stdout).toMatch(
    /^FAIL {2}region +xx .*\n +.*one of in, sg, eu\. The base URL is used instead: unset KALEYRA_REGION\.$/m,
  )
  expect(code).toBe(2)
})

/** What excludes the mock from the proxy, and the part of it that does; `undefined` where nothing does. */
const exceptions: [string, string | undefined][] = [
  ['*', '*'],
  ['127.0.0.1', '127.0.0.1'],
  ['other.test 127.0.0.1', '127.0.0.1'],
  ['.0.0.1', '.0.0.1'],
  [`127.0.0.1:${new URL(mock.url).port}`, `127.0.0.1:${new URL(mock.url).port}`],
  ['127.0.0.1:1', undefined],
  ['other.test, *', undefined],
  ['127.0.0.1-127.0.0.9', undefined],
  ['7.0.0.1', undefined],
]
test.each(exceptions)(
  'doctor and send say what NO_PROXY=%s does to a proxy, and it does',
  async (no_proxy, part) => {
    const env = { ...environmentFor(mock.url), HTTP_PROXY: 'http://127.0.0.1:9', no_proxy }
    const sentence = `HTTP_PROXY is not used: no_proxy (${part}) excludes this host.`
    const { stdout } = await run(['doctor'], env)
    expect(stdout).toContain(part === undefined ? 'HTTP_PROXY is used.' : sentence)
    const { stderr, code } = await run(['send', ...target, '👍'], env)
    expect(stderr.includes(`Note: ${sentence}`)).toBe(part !== undefined)
    expect(code).toBe(part === undefined ? 4 : 0)
  },
)
