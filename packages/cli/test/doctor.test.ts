import { keyHeader } from '@kaleyra-reactions/client'
import { expect, test } from 'vitest'
import { probe } from '../src/commands/probe.ts'
import { model } from '../src/document/document.ts'
import { variableOf } from '../src/settings/setting-names.ts'
import { readSettings } from '../src/settings/settings.ts'
import { plain } from '../src/terminal/output.ts'
import { refusals } from './document.ts'
import { caseResponse, type Fault, startReactionServer } from './reaction-server.ts'
import { environmentFor, run, target } from './run.ts'

const regions = model.servers.map(({ region }) => region).join(', ')

const probed = async (url: string) => probe(await readSettings({}, environmentFor(url)))

test.each(refusals)('a probe tells what $name says about the settings', async ({ name, error }) => {
  const { url } = await startReactionServer(() => caseResponse(name))
  const { check, ending } = await probed(url)
  const told = `${check.detail} ${check.remedy}`
  expect(told).toContain('This assumes that')
  if (error.kind === 'request') expect([told.includes('are good'), ending]).toEqual([true, 'done'])
  else
    expect([told.includes(plain(error.action)), ending]).toEqual([
      true,
      error.kind === 'server' ? 'noResponse' : 'refused',
    ])
  for (const setting of error.unknown ?? []) expect(told).toContain(variableOf(setting))
})

test.each<[string, Fault, string]>([
  [
    'an undocumented response',
    { kind: 'respond', status: 403, body: { code: 'X1', message: 'No' } },
    'noResponse',
  ],
  ['a response of a gateway', { kind: 'respond', status: 502, body: '<html>' }, 'noResponse'],
  ['a connection that ends', { kind: 'reset' }, 'noResponse'],
])('a probe speaks of no reaction after %s, as it sends none', async (_, fault, expected) => {
  const { url } = await startReactionServer(() => fault)
  const { check, ending } = await probed(url)
  expect([check.ok, ending]).toEqual([false, expected])
  expect(`${check.detail} ${check.remedy}`).not.toMatch(/the reaction|its callback/)
})

test('doctor --probe makes one call that is addressed to nobody, and only where the settings are good', async () => {
  const { url, received } = await startReactionServer()
  const env = environmentFor(url)
  expect(await run(['doctor', '--probe', '--phone-number', '12'], env)).toMatchObject({ code: 2 })
  expect(received.filter(({ method }) => method === 'POST')).toEqual([])
  await run(['doctor', '--probe'], env)
  const bodies = received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body))
  expect(bodies).toEqual([{ messaging_object: expect.not.objectContaining({ to: expect.anything() }) }])
})

test('doctor tells each setting, where it comes from, what is missing, and which one names the address', async () => {
  const { url, received } = await startReactionServer()
  const { KALEYRA_SID: _, ...env } = environmentFor(url)
  const { stdout, code } = await run(['doctor', '--phone-number', '12'], { ...env, KALEYRA_REGION: 'in' })
  expect(stdout).toMatch(/^ok {4}Node +\d+/m)
  expect(stdout).toMatch(/^ok {4}apiKey +\*\*\* \(environment\)$/m)
  expect(stdout).toMatch(/^FAIL {2}sid +not set\n +Set KALEYRA_SID \(or --sid\)\.$/m)
  expect(stdout).toMatch(/^FAIL {2}phoneNumber +12 \(flag\)\n +.*country code/m)
  expect(stdout).toMatch(/^ok {4}region +in \(environment\), overridden by baseUrl$/m)
  expect(stdout).toMatch(/^ok {4}baseUrl +http:\S+ \(environment\)$/m)
  expect(stdout).toMatch(/^ok {4}Connection .*responds \(status 202\)$/m)
  expect(stdout).not.toContain('secret-key')
  expect(code).toBe(2)
  expect(received).toMatchObject([{ method: 'HEAD', url: '/', body: '' }])
  expect(received[0]?.headers).not.toHaveProperty(keyHeader)
})

test('doctor names the regions where one is unknown, and asks for the region or another address', async () => {
  const { stdout } = await run(['doctor'], { KALEYRA_REGION: 'xx' })
  expect(stdout).toMatch(
    new RegExp(`^FAIL {2}region +xx \\(environment\\)\\n +KALEYRA_REGION .* one of ${regions}\\.$`, 'm'),
  )
  const { checks } = JSON.parse((await run(['doctor', '--json'], {})).stdout)
  const missing = checks.filter(({ ok }: { ok: boolean }) => !ok).map(({ name }: { name: string }) => name)
  expect(missing).toEqual(['apiKey', 'sid', 'phoneNumber', 'region'])
  const { remedy } = checks.find(({ name }: { name: string }) => name === 'region')
  expect(remedy).toBe('Set KALEYRA_REGION (or --region), or KALEYRA_BASE_URL (or --base-url).')
})

test('doctor works without a network, names the remedy, and prints no password of an address', async () => {
  // No part of a name has more than 63 characters: no name server is asked for it.
  const host = `${'a'.repeat(64)}.proxy.invalid`
  const { stdout, code } = await run(['doctor', '--json'], environmentFor(`https://user:pass@${host}`))
  const { checks } = JSON.parse(stdout)
  const detail = expect.stringContaining(`cannot reach https://${host}: `)
  const remedy = expect.stringMatching(/^The host was not found/)
  expect(checks).toContainEqual({ ok: false, name: 'Connection', detail, remedy })
  expect(stdout).not.toContain('user:pass')
  expect(code).toBe(2)
  const closed = environmentFor('http://127.0.0.1:9')
  expect((await run(['send', ...target, '👍'], closed)).stderr).toContain('run "kaleyra-reactions doctor"')
  expect((await run(['doctor'], closed)).stdout).not.toContain('kaleyra-reactions doctor')
})

test('doctor and send say what becomes of a proxy, and it does', async () => {
  const { url } = await startReactionServer()
  const env = { ...environmentFor(url), HTTP_PROXY: 'http://127.0.0.1:9' }
  expect((await run(['doctor'], env)).stdout).toContain('HTTP_PROXY is used, except for')
  expect(await run(['send', ...target, '👍'], env)).toMatchObject({ code: 4 })
  const excluded = await run(['send', ...target, '👍'], { ...env, no_proxy: '127.0.0.1' })
  const unknown = await run(['send', ...target, '👍'], {
    ...environmentFor(url),
    ALL_PROXY: 'socks5://127.0.0.1:9',
  })
  expect(unknown.stderr).toMatch(/^Note: ALL_PROXY is not used: Node reads only HTTPS_PROXY and HTTP_PROXY\./)
  expect([excluded.code, excluded.stderr, unknown.code]).toEqual([0, '', 0])
})
