import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Peer } from './peers/list.ts'

/** Bytes, minified and after gzip, of the smallest program that makes a client and sends one reaction. */
export async function sizeOf({ file, platform }: Peer): Promise<{ minified: number; gzip: number }> {
  const contents = `import { create } from './peers/${file}.ts'\ncreate('https://api.in.kaleyra.io', fetch)()`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform,
    mainFields: ['module', 'main'],
    conditions: ['import'],
    outfile: join(import.meta.dirname, 'program.js'),
    logLevel: 'error',
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error(`${file} gave no bundle`)
  return { minified: output.contents.length, gzip: gzipSync(output.contents, { level: 9 }).length }
}
