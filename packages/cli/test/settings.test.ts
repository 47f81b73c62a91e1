import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { member } from '@kaleyra-reactions/model/member'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, onTestFinished, test } from 'vitest'
import { keyHeader } from './document.ts'
import { bundle, environmentFor, file, run, scratch, start, startAcceptingServer, target } from './run.ts'

const sendTo = (env: Record<string, string>, ...flags: string[]) =>
  run(['send', ...target, ...flags, '👍'], env)

function configFile(settings: Record<string, string>, mode = 0o600): string {
  const path = file(
    Object.entries(settings)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
    'settings.env',
  )
  chmodSync(path, mode)
  return path
}

test('flags win over the environment, the environment over the file', async () => {
  const { url, received } = await startAcceptingServer()
  const path = configFile({
    ...environmentFor(url),
    KALEYRA_SID: 'from-file',
    KALEYRA_PHONE_NUMBER: '910000000001',
  })
  const env = { KALEYRA_SID: 'from-env' }
  await sendTo(env, '--config', path)
  await sendTo(env, '--config', path, '--sid', 'from-flag')
  expect(received.map(({ url }) => url)).toEqual([
    '/v2/from-env/whatsapp/910000000001/messages',
    '/v2/from-flag/whatsapp/910000000001/messages',
  ])
  expect(received[0]?.headers[keyHeader]).toBe('secret-key')
})

test('a --region is not overruled by KALEYRA_BASE_URL, but by --base-url', async () => {
  const env = environmentFor('http://127.0.0.1:9')
  const { stdout } = await sendTo(env, '--region', 'eu', '--dry-run')
  expect(stdout).toContain('https://api.eu.kaleyra.io/')
  expect(
    (await sendTo(env, '--region', 'eu', '--base-url', 'https://proxy.test', '--dry-run')).stdout,
  ).toContain('https://proxy.test/')
})

test('a file that others can read is refused with the fix', async () => {
  const path = configFile(environmentFor('http://127.0.0.1:9'), 0o640)
  const { stderr, code } = await sendTo({}, '--config', path)
  expect(stderr).toBe(`error: Others can read ${path}, which may hold the key. Run: chmod 600 ${path}\n`)
  expect(code).toBe(2)
})

test.each([
  ['that does not exist', `${scratch()}/none.env`, 'no such file or directory, ENOENT'],
  ['that is a folder', '/', 'illegal operation on a directory, EISDIR'],
])('a file %s is one sentence', async (_, path, reason) => {
  const { stderr, code } = await sendTo({}, '--config', path)
  expect([stderr, code]).toEqual([`error: --config ${path} cannot be read: ${reason}\n`, 2])
})

test.each(['{"KALEYRA_SID":"x"}', 'KALEYRA_SID: x', 'KALEYRA_APIKEY=x', '\u0000K\u0000A'])(
  'a file that sets nothing is not taken for one without settings: %j',
  async (content) => {
    const path = file(content, 'settings.env')
    chmodSync(path, 0o600)
    const { stderr, code } = await sendTo(environmentFor('http://127.0.0.1:9'), '--config', path)
    expect(stderr).toContain(`--config ${path} sets none of KALEYRA_API_KEY, KALEYRA_SID, `)
    expect(code).toBe(2)
  },
)

test('a file that is empty is not taken for one without settings, nor is a program that wrote nothing', async () => {
  const env = environmentFor('http://127.0.0.1:9')
  const path = configFile({})
  const { stderr, code } = await sendTo(env, '--config', path)
  const advice = 'leave it out, or look whether the program that was to write it has failed'
  expect([stderr, code]).toEqual([`error: --config ${path} is empty: ${advice}.\n`, 2])
  const command = `exec "$0" ${bundle} send ${target.join(' ')} --config <(exit 1) 👍`
  expect(await runProgram('bash', ['-c', command, process.execPath], { env })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^error: --config \/\S+ is empty: /m),
  })
})

test('Node itself does not read the file, whatever stands in it', async () => {
  const path = configFile({ ...environmentFor('http://127.0.0.1:9'), NODE_OPTIONS: '--no-such-flag' })
  // As it is installed: without the two dashes of `run`.
  const ended = await runProgram(process.execPath, [bundle, 'doctor', '--config', path], { env: {} })
  expect(ended).toMatchObject({ code: 4, stderr: '' })
  expect(ended.stdout).toMatch(/^ok {4}sid +HXAP1600000097IN \(file\)$/m)
})

test('a file with a byte order mark, and the output of a program, are read like any other', async () => {
  const { url, received } = await startAcceptingServer()
  const lines = Object.entries(environmentFor(url)).map(([name, value]) => `${name}=${value}\n`)
  const path = file(`\uFEFF${lines.join('')}`, 'bom.env')
  chmodSync(path, 0o600)
  expect(await sendTo({}, '--config', path)).toMatchObject({ code: 0 })
  const command = `exec "$0" ${bundle} send ${target.join(' ')} --config <(cat ${path}) 👍`
  expect(
    await runProgram('bash', ['-c', command, process.execPath], { env: { PATH: process.env['PATH'] } }),
  ).toMatchObject({ code: 0 })
  expect(received).toHaveLength(2)
})

test('an empty variable counts as not set, and the name of a region is taken in any case', async () => {
  const { KALEYRA_BASE_URL: _, ...env } = environmentFor('')
  const region = { KALEYRA_REGION: 'EU', KALEYRA_BASE_URL: '', HTTPS_PROXY: '' }
  const { stdout } = await sendTo({ ...env, ...region }, '--dry-run')
  expect(stdout).toContain('https://api.eu.kaleyra.io/')
  expect((await sendTo(env, '--region', 'Sg', '--dry-run')).stdout).toContain('https://api.ap.kaleyra.io/')
})

test('--timeout limits how long a request may take', async () => {
  const { url } = await startAcceptingServer(1)
  const { stderr, code } = await sendTo(environmentFor(url), '--timeout', '0.2')
  expect(stderr).toContain('may have been accepted')
  expect(code).toBe(4)
})

test.each(['\n', '  \n', ''])('an empty key from standard input (%j) is refused', async (input) => {
  const { stderr, code } = await run(
    ['send', ...target, '--api-key-stdin', '👍'],
    environmentFor('http://127.0.0.1:9'),
    input,
  )
  expect([stderr, code]).toEqual(['error: --api-key-stdin got no key: standard input is empty.\n', 2])
})

test('the key comes from standard input, and is in no list of processes', async () => {
  const { url, received, arrived, release } = await startAcceptingServer(1)
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
  ['an address without a server', ['--base-url', 'http://127.0.0.1:9']],
  ['an address with the key in it', ['--base-url', 'https://secret-key@api.test']],
  ['a dry run', ['--dry-run', '--region', 'in']],
  [
    'a dry run to an address with the key in it',
    ['--dry-run', '--base-url', 'http://127.0.0.1:9/secret-key'],
  ],
  ['a dry run as an object', ['--dry-run', '--json', '--region', 'in']],
  ['an unknown flag', ['--apikey-', 'secret-key']],
  ['an unknown flag with a value', ['--token=secret-key-2']],
  ['an unknown short flag with a value', ['-ksecret-key-2']],
  ['an address with a password', ['--base-url', 'https://user:secret-key@api.test']],
])('%s does not print the key', async (_, flags) => {
  const { stdout, stderr } = await sendTo(environmentFor('http://127.0.0.1:9'), ...flags)
  expect(stdout + stderr).not.toContain('secret-key')
})

test('a key that the server repeats is printed nowhere, nor kept', async () => {
  const body = JSON.stringify({ code: 'X', message: 'bad key secret-key', error: {} })
  await using server = await startServer(status(401, body))
  const env = environmentFor(server.url)
  const input = file('{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n')
  const runs = [await sendTo(env), await sendTo(env, '--json'), await run(['batch', input], env)]
  const kept = readFileSync(`${input}.results.ndjson`, 'utf8')
  for (const text of [...runs.map(({ stderr }) => stderr), kept]) {
    expect(text).toContain('bad key ***')
    expect(text).not.toContain('secret-key')
  }
})

test('doctor does not print a key that stands in an address', async () => {
  const { stdout } = await run(['doctor'], environmentFor('https://secret-key.invalid'))
  expect(stdout).toContain('***.invalid is not found')
  expect(stdout).not.toContain('secret-key')
})

test.each(['not a url', 'foo:bar:baz'])('a proxy %s is refused by its variable', async (proxy) => {
  const env = { ...environmentFor('http://127.0.0.1:9'), http_proxy: proxy }
  const sentence = 'http_proxy must be the address of a proxy, such as http://proxy.example:8080'
  expect(await sendTo(env)).toMatchObject({ code: 2, stderr: `error: ${sentence}\n` })
  const input = file('{"to":"919000000002","messageId":"wamid.A","emoji":"👍"}\n')
  expect(await run(['batch', input], env)).toMatchObject({ code: 2, stderr: `error: ${sentence}\n` })
  expect(existsSync(`${input}.results.ndjson`)).toBe(false)
  const { stdout } = await run(['doctor'], env)
  expect(stdout).toContain(`FAIL  Proxy       not used\n      ${sentence}\n`)
})

test('doctor tells each setting, where it comes from, and what is missing', async () => {
  const { url, received } = await startAcceptingServer()
  const { KALEYRA_SID: _, ...env } = environmentFor(url)
  const { stdout, code } = await run(
    ['doctor', '--phone-number', '12', '--config', configFile({ KALEYRA_REGION: 'in' })],
    env,
  )
  expect(stdout).toMatch(/^ok {4}Node +\d+/m)
  expect(stdout).toMatch(/^ok {4}apiKey +\*\*\* \(environment\)$/m)
  expect(stdout).toMatch(/^FAIL {2}sid +not set\n +Set KALEYRA_SID \(or --sid\)\.$/m)
  expect(stdout).toMatch(/^FAIL {2}phoneNumber +12 \(flag\)\n +.*country code/m)
  expect(stdout).toMatch(/^ok {4}region +in \(file\)$/m)
  expect(stdout).toMatch(/^ok {4}Connection .*responds \(202\)$/m)
  expect(stdout).not.toContain('secret-key')
  expect(code).toBe(2)
  expect(received).toMatchObject([{ method: 'HEAD', url: '/', body: '' }])
  expect(received[0]?.headers).not.toHaveProperty(keyHeader)
})

test('doctor masks the key also where it stands in an address', async () => {
  const { stdout } = await run(['doctor'], environmentFor('https://secret-key@127.0.0.1:9'))
  expect(stdout).toMatch(/^FAIL {2}baseUrl +https:\/\/\*{3}@127\.0\.0\.1:9 \(environment\)\n/m)
  expect(stdout).not.toContain('secret-key')
})

test('doctor names the regions where one is unknown', async () => {
  const { stdout } = await run(['doctor'], { KALEYRA_REGION: 'xx' })
  expect(stdout).toMatch(/^FAIL {2}region +xx \(environment\)\n +KALEYRA_REGION .* one of in, sg, eu\.$/m)
})

test('doctor asks for the region or another address, not for both', async () => {
  const { stdout } = await run(['doctor', '--json'], {})
  const { checks } = JSON.parse(stdout)
  const remedies = checks.flatMap(({ name, remedy }: { name: string; remedy?: string }) =>
    remedy ? name : [],
  )
  expect(remedies).toEqual(['apiKey', 'sid', 'phoneNumber', 'region'])
})

test('doctor works without a network, and names the remedy', async () => {
  const { stdout, code } = await run(['doctor', '--json'], environmentFor('https://nowhere.invalid'))
  const { checks } = JSON.parse(stdout)
  expect(checks).toContainEqual({
    ok: false,
    name: 'DNS',
    detail: expect.stringContaining('nowhere.invalid'),
    remedy: expect.any(String),
  })
  expect(checks).toContainEqual({
    ok: false,
    name: 'TLS',
    detail: expect.any(String),
    remedy: expect.any(String),
  })
  expect(code).toBe(4)
})

test('doctor and send go through the proxy of the environment', async () => {
  const { url, received } = await startAcceptingServer()
  const asked: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket) => {
    asked.push(String(request.url))
    const through = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      through.pipe(socket).pipe(through)
    })
    through.on('error', () => socket.destroy())
    socket.on('error', () => through.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => {
    proxy.close()
  })
  const port = member(proxy.address(), 'port')
  const env = { ...environmentFor('https://api.test'), HTTPS_PROXY: `http://127.0.0.1:${port}` }
  const { stdout } = await run(['doctor'], env)
  expect(stdout).toMatch(/^ok {4}Proxy +HTTPS_PROXY is used\.$/m)
  expect(stdout).toMatch(/^FAIL {2}TLS /m)
  expect(await sendTo(env)).toMatchObject({ code: 4 })
  expect(asked).toEqual(['api.test:443', 'api.test:443'])
  expect(received).toEqual([])
})
