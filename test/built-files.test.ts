import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from './known-files.ts'

/** A folder of a package with built files. */
function built(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'built-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'dist/inner'), { recursive: true })
  for (const file of files) writeFileSync(join(folder, 'dist', file), '')
  return folder
}

function run(word: string, cwd: string): number | null {
  return spawnSync(process.execPath, [join(root, 'scripts/built-files.ts'), word], { cwd }).status
}

test('what another build left in dist goes, and what the build wrote stays', () => {
  const folder = built('index.mjs', 'inner/page.html')
  expect(run('note', folder)).toBe(0)
  for (const file of ['old.mjs', 'inner/old.html']) writeFileSync(join(folder, 'dist', file), '')
  expect(run('sweep', folder)).toBe(0)
  expect(readdirSync(join(folder, 'dist'), { recursive: true }).sort()).toEqual([
    'index.mjs',
    'inner',
    'inner/page.html',
  ])
})

test('without a list of what was built nothing is deleted', () => {
  const folder = built('index.mjs')
  expect(run('sweep', folder)).toBe(1)
  expect(readdirSync(join(folder, 'dist'))).toEqual(['index.mjs', 'inner'])
})
