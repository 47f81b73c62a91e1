import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const bench = join(import.meta.dirname, '..')
const root = join(bench, '..')
const folder = join(bench, 'generated')

/**
 * Writes the generator's stock typescript-fetch output over our document to `generated/`, and bundles it to one file,
 * since Node does not run its TypeScript as it is.
 *
 * @returns whether that worked; it needs Java, and the generator's jar on the first run.
 */
export async function prepareGenerated(): Promise<boolean> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const generator = join(bench, 'node_modules/@openapitools/openapi-generator-cli/main.js')
  const settings = ['--openapitools', join(root, 'openapitools.json')]
  const input = join(root, 'spec/dist/openapi.json')
  const flags = ['-g', 'typescript-fetch', '-i', input, '-o', folder]
  const run = spawnSync(process.execPath, [generator, 'generate', ...settings, ...flags], {
    encoding: 'utf8',
  })
  if (run.status !== 0) {
    console.warn(`${run.stdout}${run.stderr}\n!!! openapi-generator did not run (is Java installed?): SKIPPED`)
    return false
  }
  await build({
    entryPoints: [join(folder, 'index.ts')],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
  })
  return true
}
