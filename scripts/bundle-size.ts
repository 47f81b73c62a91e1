import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildResult, build, type Plugin } from 'esbuild'

/** Bytes after gzip that the smallest program with the client may have. */
export const sizeBudget = 7000

/**
 * Bytes, minified and after gzip, of the smallest program that makes a client and sends one reaction.
 *
 * @param peer a module whose `create` gives the function that sends, such as `bench/src/peers/client.ts`.
 */
export async function sizeOf(peer: string): Promise<{ minified: number; gzip: number }> {
  const { outputFiles } = await bundle(peer)
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${peer} gave no bundle`)
  return { minified: file.contents.length, gzip: gzipSync(file.contents, { level: 9 }).length }
}

/** The minified bytes of each source file of that program, the largest first. */
export async function modulesOf(peer: string): Promise<{ name: string; bytes: number }[]> {
  const { metafile } = await bundle(peer, [clientSource])
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([name, { bytesInOutput }]) => ({ name: relative(client, name), bytes: bytesInOutput }))
    .filter(({ name, bytes }) => name.endsWith('.ts') && bytes > 0)
    .toSorted((left, right) => right.bytes - left.bytes)
}

const client = join(import.meta.dirname, '../packages/client')

const clientSource: Plugin = {
  name: 'client source',
  setup({ onResolve }) {
    onResolve({ filter: /client\/dist\/index\.mjs$/ }, () => ({ path: join(client, 'src/index.ts') }))
  },
}

function bundle(
  peer: string,
  plugins: Plugin[] = [],
): Promise<BuildResult<{ write: false; metafile: true }>> {
  return build({
    stdin: {
      contents: `import { create } from ${JSON.stringify(peer)}\ncreate('https://api.in.kaleyra.io', fetch)()`,
      resolveDir: dirname(peer),
    },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    outfile: join(dirname(peer), 'program.js'),
    logLevel: 'error',
    plugins,
  })
}
