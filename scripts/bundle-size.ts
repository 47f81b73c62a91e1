import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { errorCases } from '../packages/client/src/generated/cases.ts'

/**
 * Bytes after gzip that the smallest program may have: ours, and 30 for each documented error, which it has to know. It
 * has every check, message and mask of the client, and none of them is cut for bytes: without them it had some 3,750 B.
 */
export const sizeBudget: number = 6020 + 30 * Object.keys(errorCases).length

/**
 * Bytes, minified and after gzip, of the smallest program that makes a client and sends one reaction.
 *
 * @param peer a module whose `create` gives the function that sends, such as `bench/src/peers/client.ts`.
 */
export async function sizeOf(
  peer: string,
  platform: 'neutral' | 'node' = 'neutral',
): Promise<{ minified: number; gzip: number }> {
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
    platform,
    mainFields: ['module', 'main'],
    conditions: ['import'],
    outfile: join(dirname(peer), 'program.js'),
    logLevel: 'error',
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error(`${peer} gave no bundle`)
  return { minified: output.contents.length, gzip: gzipSync(output.contents, { level: 9 }).length }
}
