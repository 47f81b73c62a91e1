import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { strangersEnvironment } from './projects.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const modules = join(import.meta.dirname, '../node_modules')

/** Versions of Node that may stand on the PATH of somebody who starts the repository; the last is our own. */
const nodes = ['node-18', 'node-20', 'node-22-11', 'node-24']

/** The demo of a fresh clone with another Node on the PATH. */
export interface Start {
  title: string
  prove(): Promise<void>
}

/** One for each version of Node. */
export function starts(): Start[] {
  return nodes.map((name) => ({
    title: `demo of a fresh clone, with ${name} on the PATH`,
    prove: () => demoWith(join(modules, name, 'bin')),
  }))
}

/** @throws with what was printed when the demo does not run to its end. */
async function demoWith(bin: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-start-'))
  try {
    await run('git', ['clone', '--quiet', '--no-hardlinks', root, folder])
    // The same pnpm that runs us: it is a program of its own, and finds Node on the PATH.
    const { npm_execpath: pnpm = 'pnpm' } = process.env
    const PATH = [bin, process.env['PATH']].join(delimiter)
    const env = { ...strangersEnvironment(), PATH }
    const { stdout, stderr } = await run(pnpm, ['demo'], { cwd: folder, env, maxBuffer: 64e6 })
    if (!stdout.includes('run docs')) throw new Error(stdout + stderr)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
