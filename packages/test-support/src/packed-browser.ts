import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
/** Within the package that brings the browser: git ignores it there, and another version has a folder of its own. */
const folder = join(dirname(require.resolve('@sparticuz/chromium')), '../unpacked')

/**
 * Unpacks the Chromium that comes with the packages, where it is not unpacked yet.
 *
 * @returns path of the program; `undefined` where it does not run, off Linux on x64.
 * @throws when it cannot be unpacked.
 */
export function unpackBrowser(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const program = join(folder, 'chromium')
  if (existsSync(program)) return program
  // Unpacked aside, so that nobody starts one half of it.
  const aside = mkdtempSync(`${folder}-`)
  try {
    // The package writes into the folder for temporary files, and knows no other.
    const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
    execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: aside },
    })
    renameSync(aside, folder)
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(program)) throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  return program
}
