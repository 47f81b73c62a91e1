import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emojis, examples, type PackageName } from './projects.ts'

const folder = join(import.meta.dirname, '..')
const modules = join(folder, 'node_modules')
const dependencies = dependenciesOf(folder)
const chromium = dependenciesOf(join(folder, '../packages/test-support'))['@sparticuz/chromium']

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

/** What arrives where each of three requests is sent once. */
const references = 'a b c'
const once = 'sends nothing twice when a connection drops'

export const rows: readonly Row[] = [
  nodeRow('node-20', (node) => [...modulesOf('client', [node]), sentOnce([node]), everyEmoji(node)]),
  nodeRow('node-22-0', (node) => modulesOf('mock', [node])),
  nodeRow('node-22-12', (node) => [commandOn(node)]),
  nodeRow('node-22', (node) => everyPackage(node)),
  nodeRow('node-24', (node) => everyPackage(node)),
  everywhere('Deno', 'deno', [binary('deno'), 'run', '--allow-all']),
  everywhere('Bun', 'bun', [binary('bun')]),
  row('workerd, in miniflare', 'miniflare', [
    bundled('workerd.ts'),
    { ...bundled('workerd.ts', 'kept'), form: once, prints: references },
  ]),
  { name: `Chromium ${chromium}`, isNode: false, proofs: [bundled('browser.ts')] },
  row('TypeScript', 'typescript-5-4', [typed('typescript-5-4', 'mts'), typed('typescript-5-4', 'cts')]),
  row('TypeScript', 'typescript-7', [typed('typescript-7', 'mts'), typed('typescript-7', 'cts')]),
]

function everywhere(name: string, dependency: string, run: readonly string[]): Row {
  return row(name, dependency, [...modulesOf('client', run), sentOnce(run)])
}

function row(name: string, dependency: string, proofs: readonly Proof[]): Row {
  const version = dependencies[dependency]?.split('@').at(-1)
  return { name: `${name} ${version}`, isNode: false, proofs }
}

function nodeRow(dependency: string, proofsOn: (node: string) => readonly Proof[]): Row {
  const node = join(modules, dependency, 'bin/node')
  return { ...row('Node', dependency, proofsOn(node)), isNode: true }
}

function everyPackage(node: string): Proof[] {
  return [...modulesOf('client', [node]), sentOnce([node]), commandOn(node), ...modulesOf('mock', [node])]
}

function commandOn(node: string): Proof {
  return { package: 'cli', form: 'command', commands: [[node, 'cli.mjs']], prints: reason }
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

/** Nothing is sent a second time where a server drops a connection that it had kept. */
function sentOnce(run: readonly string[]): Proof {
  return { package: 'client', form: once, commands: [[...run, 'kept.mjs']], prints: references }
}

function everyEmoji(node: string): Proof {
  const form = `every emoji (${emojis.length.toLocaleString('en')})`
  return { package: 'client', form, commands: [[node, 'emoji.mjs']], prints: String(emojis.length) }
}

function bundled(script: string, ...words: string[]): Proof {
  const command = [process.execPath, '--no-warnings', join(import.meta.dirname, script), ...words]
  return { package: 'client', form: 'bundled', commands: [command], prints: reason }
}

/** Checked with `skipLibCheck: false` and strictly, with the examples of the README that need no other package; then run. */
function typed(compiler: string, extension: 'mts' | 'cts'): Proof {
  const program = join(modules, compiler, 'bin/tsc')
  const flags = '--strict --exactOptionalPropertyTypes --skipLibCheck false --module nodenext --target es2022'
  const check = [process.execPath, program, ...flags.split(' '), '--lib', 'es2022,dom', `typed.${extension}`]
  const types = ['--types', 'node', '--typeRoots', join(modules, '@types')]
  const compile = [
    process.execPath,
    program,
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
  ]
  const readme = [...compile, '--target', 'es2022', ...types, ...examples.map((name) => `examples/${name}`)]
  const form = extension === 'mts' ? 'ESM' : 'CommonJS'
  const start = [process.execPath, `typed.${extension.replace('ts', 'js')}`]
  return { package: 'client', form, commands: [check, readme, start], prints: reason }
}

function binary(name: string): string {
  return join(modules, '.bin', name)
}

function dependenciesOf(place: string): Record<string, string> {
  return JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')).dependencies
}
