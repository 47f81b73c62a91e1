import { join } from 'node:path'
import { runProgram, startProgram } from '@kaleyra-reactions/test-support/programs'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { expect, test } from 'vitest'

const main = join(import.meta.dirname, '../src/main.ts')

test('the docs are served on the port that was asked for', async () => {
  const { child } = startProgram(process.execPath, [main, '--port', '0'])
  let printed = ''
  child.stdout.on('data', (text) => {
    printed += text
  })
  await expect.poll(() => printed).toMatch(/served on http:\S+\n/)
  const address = /http:\S+/.exec(printed)?.[0] ?? ''
  expect((await fetch(address)).status).toBe(200)
})

test('a port that is taken is named', async () => {
  await using other = await startServer(status(200))
  const { port } = new URL(other.url)
  const { code, stderr } = await runProgram(process.execPath, [main, '--port', port])
  expect([code, stderr]).toEqual([
    2,
    `Port ${port} of 127.0.0.1 is in use by another program. Choose another with --port, or 0 for a free one.\n`,
  ])
})

test.each([
  ['70000', /^--port takes a number from 0 to 65535, not 70000\.\n$/],
  ['x', /^--port takes a number from 0 to 65535, not x\.\n$/],
])('--port %s is refused in one sentence', async (port, sentence) => {
  const { code, stderr } = await runProgram(process.execPath, [main, '--port', port])
  expect(code).toBe(2)
  expect(stderr).toMatch(sentence)
})
