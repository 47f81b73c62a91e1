import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Bytes after gzip that the smallest program with the client may have. */
export const sizeBudget = 7000

/**
 * Bytes, minified and after gzip, of the smallest program that makes a client and sends one reaction.
 *
 * @param peer a module whose `create` gives the function that sends, such as `bench/src/peers/client.ts`.
 */
export async function sizeOf(peer: string): Promise<{ minified: number; gzip: number }> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { create } from ${JSON.stringify(peer)}\ncreate('https://api.in.kaleyra.io', fetch)()`,
      resolveDir: dirname(peer),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${peer} gave no bundle`)
  return { minified: file.contents.length, gzip: gzipSync(file.contents, { level: 9 }).length }
}
