import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startMock } from '@kaleyra-reactions/mock'
import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }
import { afterAll, describe, expect, test } from 'vitest'

const mock = await startMock()
afterAll(() => mock.close())

const bundle = new URL('../dist/main.mjs', import.meta.url).pathname
const environment = {
  KALEYRA_API_KEY: 'secret-key',
  KALEYRA_SID: 'HXAP1600000097IN',
  KALEYRA_PHONE_NUMBER: '919000000001',
  KALEYRA_BASE_URL: mock.url,
}
const target = ['--to', '+919000000002', '--message-id', 'wamid.HBgLMxxx']

async function run(args: string[], env: Record<string, string> = environment) {
  try {
    const done = await promisify(execFile)(process.execPath, [bundle, ...args], { env })
    return { ...done, code: 0 }
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number }
  }
}

describe('send', () => {
  test('prints the id of the accepted reaction', async () => {
    expect(await run(['send', ...target, '--ref', 'order-17', '👍'])).toMatchObject({
      stdout: 'AXXXXXXXXXXXXXXXXXXX\n',
      stderr: '',
      code: 0,
    })
  })

  const answers: Record<string, { content: { 'application/json': { examples: object } } }> =
    document.paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post.responses
  const errors = Object.entries(answers)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, answer]) =>
      Object.keys(answer.content['application/json'].examples).map((name) => ({ name, status })),
    )
  test.each(errors)('explains $name where it is met', async ({ name, status }) => {
    const { stdout, stderr, code } = await run([
      'send',
      '--to',
      '919000000002',
      '--message-id',
      `wamid.${name}`,
      '👍',
    ])
    expect(stdout).toBe('')
    expect(stderr).toContain(`${name}  ${status}`)
    expect(stderr).toContain('What to do:')
    expect(code).toBe(Number(status) < 500 ? 3 : 4)
  })

  test('names the setting that is missing', async () => {
    const { KALEYRA_API_KEY: _, ...rest } = environment
    const { stderr, code } = await run(['send', ...target, '👍'], rest)
    expect(stderr).toBe('error: KALEYRA_API_KEY is not set\n')
    expect(code).toBe(2)
  })

  test('names the field of a bad input and sends nothing', async () => {
    const { stderr, code } = await run(['send', ...target, 'ok'])
    expect(stderr).toContain('emoji must be one emoji')
    expect(code).toBe(2)
  })

  test('suggests the right flag', async () => {
    const { stderr, code } = await run(['send', ...target, '--wa-sorce', 'x', '👍'])
    expect(stderr).toContain('Did you mean --wa-source')
    expect(code).toBe(2)
  })

  test('an address where nobody listens is exit 4, without the key', async () => {
    const { stderr, code } = await run(['send', '--base-url', 'http://127.0.0.1:1', ...target, '👍'])
    expect(stderr).toContain('No connection to 127.0.0.1:1')
    expect(stderr).not.toContain('secret-key')
    expect(code).toBe(4)
  })

  test('the help shows each field of extra_info with its known values', async () => {
    const { stdout } = await run(['send', '--help'])
    for (const name of Object.keys(document.components.schemas.ExtraInfo.properties)) {
      expect(stdout).toContain(`--${name.replaceAll('_', '-')}`)
    }
    for (const value of document.components.schemas.ExtraInfo.properties.wa_source['x-known-values']) {
      expect(stdout).toContain(value)
    }
  })
})

describe('explain', () => {
  test('shows both cases of a shared code', async () => {
    const { stdout } = await run(['explain', 'WA-401'])
    expect(stdout).toContain('WA-401-account')
    expect(stdout).toContain('WA-401-version')
  })

  test('lists what is known for an unknown word', async () => {
    const { stderr, code } = await run(['explain', 'E999'])
    expect(stderr).toContain('E110')
    expect(code).toBe(2)
  })
})
