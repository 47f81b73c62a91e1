import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emojis, type PackageName } from './projects.ts'

const folder = join(import.meta.dirname, '..')
const modules = join(folder, 'node_modules')
const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
)

/** A place where packages are promised to run. */
export interface Row {
  name: string
  isNode: boolean
  proofs: readonly Proof[]
}

/** Commands in a project that holds one package; the last one prints what it received. */
export interface Proof {
  package: PackageName
  /** How the package is used: as a module, a bundle, a command. */
  form: string
  commands: readonly (readonly string[])[]
  prints: string
}

/** What the programs ask the mock for, and print when they have received it, typed. */
const reason = 'E110'

export const rows: readonly Row[] = [
  nodeRow('node-20', (node) => [...modulesOf('client', [node]), everyEmoji(node)]),
  nodeRow('node-22', (node) => everyPackage(node)),
  nodeRow('node-24', (node) => everyPackage(node)),
  row('Deno', 'deno', modulesOf('client', [binary('deno'), 'run', '--allow-all'])),
  row('Bun', 'bun', modulesOf('client', [binary('bun')])),
  row('workerd, in miniflare', 'miniflare', [bundled('workerd.ts')]),
  row('Chromium', '@sparticuz/chromium', [bundled('browser.ts')]),
  row('TypeScript', 'typescript-5', [typed('typescript-5', 'mts'), typed('typescript-5', 'cts')]),
  row('TypeScript', 'typescript-7', [typed('typescript-7', 'mts'), typed('typescript-7', 'cts')]),
]

function row(name: string, dependency: string, proofs: readonly Proof[]): Row {
  const version = dependencies[dependency]?.split('@').at(-1)
  return { name: `${name} ${version}`, isNode: false, proofs }
}

function nodeRow(dependency: string, proofsOn: (node: string) => readonly Proof[]): Row {
  const node = join(modules, dependency, 'bin/node')
  return { ...row('Node', dependency, proofsOn(node)), isNode: true }
}

function everyPackage(node: string): Proof[] {
  const command: Proof = { package: 'cli', form: 'command', commands: [[node, 'cli.mjs']], prints: reason }
  return [...modulesOf('client', [node]), command, ...modulesOf('mock', [node])]
}

function modulesOf(name: 'client' | 'mock', run: readonly string[]): Proof[] {
  const forms = { mjs: 'ESM', cjs: 'CommonJS' }
  return Object.entries(forms).map(([extension, form]) => ({
    package: name,
    form,
    commands: [[...run, `${name}.${extension}`]],
    prints: reason,
  }))
}

function everyEmoji(node: string): Proof {
  const form = `every emoji (${emojis.length.toLocaleString('en')})`
  return { package: 'client', form, commands: [[node, 'emoji.mjs']], prints: String(emojis.length) }
}

function bundled(script: string): Proof {
  const command = [process.execPath, '--no-warnings', join(import.meta.dirname, script)]
  return { package: 'client', form: 'bundled', commands: [command], prints: reason }
}

/** Checked with `skipLibCheck: false` and strictly, then run. */
function typed(compiler: string, extension: 'mts' | 'cts'): Proof {
  const program = join(modules, compiler, 'bin/tsc')
  const flags = '--strict --exactOptionalPropertyTypes --skipLibCheck false --module nodenext --target es2022'
  const check = [process.execPath, program, ...flags.split(' '), '--lib', 'es2022,dom', `typed.${extension}`]
  const form = extension === 'mts' ? 'ESM' : 'CommonJS'
  const start = [process.execPath, `typed.${extension.replace('ts', 'js')}`]
  return { package: 'client', form, commands: [check, start], prints: reason }
}

function binary(name: string): string {
  return join(modules, '.bin', name)
}
