import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadPeer } from '../peers/peer.ts'
import { type Figures, interleave, median } from '../rounds.ts'

const run = promisify(execFile)

/** Milliseconds that the imports of each peer's program take in a fresh process, minus those of an empty import. */
export async function measureImportTime(names: readonly string[], rounds: number): Promise<Figures> {
  const samples = await interleave(['empty', ...names], rounds, importOnce)
  const empty = median(samples.get('empty') ?? [])
  samples.delete('empty')
  return Object.fromEntries(
    [...samples].map(([name, times]) => [name, { 'import ms': median(times) - empty }]),
  )
}

async function importOnce(name: string): Promise<number> {
  const imports = (await importsOf(name)).map((specifier) => `await import('${specifier}');`).join('')
  const script = `const begin = performance.now();${imports}console.log(performance.now() - begin)`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(import.meta.dirname, '../peers'),
  })
  return Number(stdout)
}

async function importsOf(name: string): Promise<string[]> {
  const { program } = name === 'empty' ? { program: '' } : await loadPeer(name)
  const specifiers = [...program.matchAll(/ from '(.+?)'/g)].map(([, specifier = '']) => specifier)
  return specifiers.length > 0 ? specifiers : ['../empty.js']
}
