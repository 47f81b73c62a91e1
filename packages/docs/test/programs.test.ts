import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startMock } from '@kaleyra-reactions/mock'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { model, pathOf } from '../src/site.ts'
import { read } from './built-site.ts'

const mock = await startMock()
// Beside the package's modules, where the programs find the client.
const folder = mkdtempSync(join(import.meta.dirname, '../node_modules/programs-test-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await mock.close()
})

test.each(model.errorCases)('the program on the page of $name tells that error', async (found) => {
  const { name, channel, body } = found
  const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(read(`${pathOf(found)}index.md`)) ?? []
  const [importing = '', ...lines] = program.split('\n')
  const account = { baseUrl: mock.url, sid: 'any', apiKey: 'any', phoneNumber: '+919000000001' }
  const reaction = { to: '+919000000002', messageId: `wamid.${name}`, emoji: '👍' }
  const given =
    channel === 'callback'
      ? `const body = ${JSON.stringify(body)}`
      : `import { createClient } from '@kaleyra-reactions/client'
const client = createClient(${JSON.stringify(account)})
const reaction = ${JSON.stringify(reaction)}`
  const file = join(folder, `${name}.mjs`)
  writeFileSync(file, [importing, given, ...lines].join('\n'))
  const told = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => told.mockRestore())
  await import(pathToFileURL(file).href)
  expect(told.mock.calls.join().trim()).not.toBe('')
})
