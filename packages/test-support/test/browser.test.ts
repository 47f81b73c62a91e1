import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { launchBrowser } from '../src/browser.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('a browser starts, and leaves nothing in the folder for temporary files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'browser-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  vi.stubEnv('TMPDIR', folder)
  const browser = await launchBrowser()
  await browser?.newPage()
  await browser?.close()
  expect(readdirSync(folder)).toEqual([])
})

test('where none starts, its own words say why', async () => {
  vi.stubEnv('CI', 'true')
  vi.stubEnv('TMPDIR', '/no/such/folder')
  await expect(launchBrowser()).rejects.toThrow(/none starts.*\/no\/such\/folder/)
})
