import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundles a program of the project in the current folder, as for a runtime with these conditions. */
export async function bundle(program: string, conditions: string[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), program)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions,
    logLevel: 'error',
  })
  return outputFiles.map(({ text }) => text).join('\n')
}
