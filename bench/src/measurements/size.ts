import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { loadPeer } from '../peers/peer.ts'
import type { Figures } from '../rounds.ts'

/** Bytes of each peer's smallest program, bundled and minified, as it is and after gzip -9. */
export async function measureSize(names: readonly string[]): Promise<Figures> {
  const figures: Figures = {}
  for (const name of names) {
    const bundle = await bundleOf(name)
    figures[name] = { 'gzip B': gzipSync(bundle, { level: 9 }).length, 'minified B': bundle.length }
  }
  return figures
}

async function bundleOf(name: string): Promise<Uint8Array> {
  const { program, platform } = await loadPeer(name)
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: join(import.meta.dirname, '../peers') },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform,
    write: false,
    logLevel: 'error',
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
