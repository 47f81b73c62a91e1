import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const folder = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(folder, 'node_modules/package-test-'))
let tarball = ''

beforeAll(async () => {
  await run('pnpm', ['pack', '--pack-destination', scratch], { cwd: folder })
  tarball = join(scratch, readdirSync(scratch)[0] ?? '')
}, 30_000)
afterAll(() => rmSync(scratch, { recursive: true }))

test('the tarball holds the built files and the texts, nothing else', async () => {
  const { stdout } = await run('tar', ['-tzf', tarball])
  const files = stdout.trim().split('\n')
  const others = files.filter(
    (file) => !/^package\/(dist\/.*|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/.test(file),
  )
  expect(others).toEqual([])
  expect(files).toContain('package/README.md')
})

test('publint has neither warning nor suggestion', async () => {
  const { stdout } = await run('publint', ['run', tarball, '--strict'], { cwd: folder })
  expect(stdout).toContain('All good!')
  expect(stdout).not.toMatch(/Suggestions|Warnings/)
})

test('every way of importing it finds its types', { timeout: 60_000 }, async () => {
  const { stdout } = await run('attw', [tarball, '--format', 'json'], { cwd: folder, maxBuffer: 64e6 })
  const { problems } = JSON.parse(stdout)
  expect(problems).toEqual({})
})
