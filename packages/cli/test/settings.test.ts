import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync } from 'node:fs'
import { keyHeader } from '@kaleyra-reactions/client'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { expect, test } from 'vitest'
import { model } from '../src/document/document.ts'
import { addressOf, clientOptions, readSettings } from '../src/settings/settings.ts'
import { hold, startReactionServer } from './reaction-server.ts'
import { bundle, environmentFor, file, run, scratch, start, target } from './run.ts'

const nowhere = environmentFor('http://127.0.0.1:9')

function configFile(settings: Record<string, string>, mode = 0o600): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`)
  return closed(file(lines.join(''), 'settings.env'), mode)
}

function closed(path: string, mode = 0o600): string {
  chmodSync(path, mode)
  return path
}

test('flags win over the environment, the environment over the file; an empty text counts as not set', async () => {
  const config = configFile({ ...nowhere, KALEYRA_SID: 'from-file', KALEYRA_PHONE_NUMBER: '910000000001' })
  const environment = { KALEYRA_SID: 'from-env', KALEYRA_PHONE_NUMBER: '' }
  expect(clientOptions(await readSettings({ config }, environment))).toMatchObject({
    ...{ sid: 'from-env', phoneNumber: '910000000001', apiKey: 'secret-key' },
  })
  expect((await readSettings({ config, sid: 'from-flag' }, environment)).sid).toEqual({
    value: 'from-flag',
    origin: 'flag',
  })
})

test('the stronger one of region and base URL names the address, of one place the base URL', async () => {
  const addressWith = async (flags: object, environment: Record<string, string> = nowhere) =>
    addressOf(await readSettings({ ...flags }, environment))
  const [{ region, url } = { region: '', url: '' }] = model.servers
  expect(await addressWith({ region })).toBe(url)
  expect(await addressWith({ region, baseUrl: 'https://proxy.test' })).toBe('https://proxy.test')
  expect(await addressWith({}, { ...nowhere, KALEYRA_REGION: region })).toBe('http://127.0.0.1:9')
  expect(await addressWith({}, { KALEYRA_REGION: region.toUpperCase() })).toBe(url)
})

test('every setting that is missing is named, with the way to give it', async () => {
  const settings = await readSettings({}, {})
  expect(() => clientOptions(settings)).toThrow(
    'missing: KALEYRA_API_KEY (or --api-key-stdin), KALEYRA_SID (or --sid), KALEYRA_PHONE_NUMBER (or --phone-number), KALEYRA_REGION (or --region)',
  )
})

test.each<[string, string, RegExp]>([
  [
    'that others can read',
    configFile(nowhere, 0o640),
    /^Other users can read .*, which may contain the key\. Run: chmod 600 /,
  ],
  ['that does not exist', `${scratch()}/none.env`, /cannot be read: no such file or directory, ENOENT$/],
  ['that is a folder', '/', /cannot be read: illegal operation on a directory, EISDIR$/],
  ['that is empty', configFile({}), /sets none of/],
  ['of another format', closed(file('{"KALEYRA_SID":"x"}')), /sets none of KALEYRA_API_KEY, KALEYRA_SID, /],
  ['with other names', closed(file('KALEYRA_APIKEY=x')), /sets none of/],
])('a file %s is refused with the remedy', async (_, config, message) => {
  await expect(readSettings({ config }, {})).rejects.toThrow(message)
})

test('a file with a byte order mark, and the output of a program, are read like any other', async () => {
  const { url, received } = await startReactionServer()
  const lines = Object.entries(environmentFor(url)).map(([name, value]) => `${name}=${value}\n`)
  const path = closed(file(`\uFEFF${lines.join('')}`, 'bom.env'))
  expect((await readSettings({ config: path }, {})).apiKey).toEqual({ value: 'secret-key', origin: 'file' })
  const command = `exec "$0" ${bundle} send ${target.join(' ')} --config <(cat ${path}) 👍`
  const env = { PATH: process.env['PATH'] }
  expect(await runProgram('bash', ['-c', command, process.execPath], { env })).toMatchObject({ code: 0 })
  expect(received[0]?.headers[keyHeader]).toBe('secret-key')
})

test('Node itself does not read the file, whatever stands in it', async () => {
  const path = configFile({ ...nowhere, NODE_OPTIONS: '--no-such-flag' })
  // As it is installed: without the two dashes of `run`.
  const ended = await runProgram(process.execPath, [bundle, 'doctor', '--config', path], { env: {} })
  expect(ended).toMatchObject({
    code: 4,
    stderr: '',
    stdout: expect.stringContaining('HXAP1600000097IN (file)'),
  })
})

test('--timeout limits how long a request may take', async () => {
  const { url } = await startReactionServer(() => ({ kind: 'stall' }))
  const { stderr, code } = await run(['send', ...target, '--timeout', '0.2', '👍'], environmentFor(url))
  expect(stderr).toContain('may have been accepted')
  expect(code).toBe(4)
})

test('an empty key from standard input is refused', async () => {
  const { stderr, code } = await run(['send', ...target, '--api-key-stdin', '👍'], nowhere, ' \n')
  expect([stderr, code]).toEqual(['error: --api-key-stdin found no key. Pipe the key into it.\n', 2])
})

test('the key comes from standard input, and is in no list of processes', async () => {
  const { url, received, arrived, release } = await startReactionServer(hold)
  const { KALEYRA_API_KEY: _, ...env } = environmentFor(url)
  const { child, ended } = start(['send', ...target, '--api-key-stdin', '👍'], env, 'piped-key\n')
  await arrived(1)
  const shown = execFileSync('ps', ['-o', 'args=', '-p', String(child.pid)], { encoding: 'utf8' })
  expect(shown).toContain('--api-key-stdin')
  expect(shown).not.toContain('piped-key')
  release()
  expect(await ended).toMatchObject({ code: 0 })
  expect(received[0]?.headers[keyHeader]).toBe('piped-key')
})

test.each([
  ['an address with the key in it', ['--base-url', 'https://secret-key@api.test']],
  ['an address with a password', ['--base-url', 'https://user:secret-key@api.test']],
  [
    'a dry run to an address with the key in it',
    ['--dry-run', '--base-url', 'http://127.0.0.1:9/secret-key'],
  ],
  ['an unknown flag', ['--apikey-', 'secret-key']],
])('%s does not print the key', async (_, flags) => {
  const { stdout, stderr } = await run(['send', ...target, ...flags, '👍'], nowhere)
  expect(stdout + stderr).not.toContain('secret-key')
})

test('a proxy that is no address is refused by its variable, and leaves no results', async () => {
  const input = file('{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n')
  const env = { ...nowhere, http_proxy: 'not a url' }
  expect(await run(['batch', input], env)).toMatchObject({
    code: 2,
    stderr: 'error: http_proxy must be the address of a proxy, such as http://proxy.example:8080\n',
  })
  expect(existsSync(`${input}.results.ndjson`)).toBe(false)
})
