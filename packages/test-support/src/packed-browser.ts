import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
/** Inside the package with the browser: git ignores this folder, and each version has its own. */
const folder = join(dirname(require.resolve('@sparticuz/chromium')), '../unpacked')

/**
 * Unpacks the Chromium in the packages, unless that was done before.
 *
 * @returns the path of the program; `undefined` on systems other than Linux on x64, where it does not run.
 * @throws if it cannot be unpacked.
 */
export function unpackBrowser(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const program = join(folder, 'chromium')
  if (existsSync(program)) return program
  // Unpacked elsewhere first, so that no process starts an incomplete copy.
  const aside = mkdtempSync(`${folder}-`)
  try {
    // The package can only write into the folder for temporary files.
    const unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()"
    execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: aside },
    })
    renameSync(aside, folder)
  } catch (error) {
    // Another process may have finished first.
    if (!existsSync(program)) throw error
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  return program
}
