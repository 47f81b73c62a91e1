import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import emoji from 'emojibase-data/en/compact.json' with { type: 'json' }

const root = join(import.meta.dirname, '../..')
const programs = join(import.meta.dirname, '../programs')
const run = promisify(execFile)

/** The packages that are proved. */
export const packages = ['client', 'cli', 'mock'] as const

/** Name of a package. */
export type PackageName = (typeof packages)[number]

/** The package managers that install them. */
const managers = ['npm', 'pnpm'] as const

/** The examples of the client's README that need no other package. */
export const examples = ['handle-errors.ts', 'headers.ts'] as const

/** Every emoji of the Unicode data. It also lists the letters that flags are made of: they belong to no group. */
export const emojis: readonly string[] = emoji
  .filter(({ group }) => group !== undefined)
  .flatMap(({ unicode, skins = [] }) => [unicode, ...skins.map((skin) => skin.unicode)])

/** Fresh projects, one for each package and package manager. */
export interface Projects extends Disposable {
  folderOf(name: string, manager: string): string
}

/** Makes room for the projects in a temporary folder. */
export function createProjects(): Projects {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-compat-'))
  return {
    folderOf: (name, manager) => join(folder, `${name}-${manager}`),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Installs the packed packages, each alone, as a stranger would. */
export async function installPackages({ folderOf }: Projects): Promise<void> {
  for (const manager of managers) {
    for (const name of packages) await install(folderOf(name, manager), name, manager)
  }
}

async function install(folder: string, name: string, manager: (typeof managers)[number]): Promise<void> {
  const tarball = join(root, 'tarballs', `kaleyra-reactions-${name}.tgz`)
  mkdirSync(folder)
  cpSync(programs, folder, { recursive: true })
  for (const form of ['mts', 'cts']) cpSync(join(programs, 'typed.ts'), join(folder, `typed.${form}`))
  for (const example of examples)
    cpSync(join(root, 'packages/client/examples', example), join(folder, 'examples', example))
  writeFileSync(join(folder, 'emojis.json'), JSON.stringify(emojis))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'stranger', private: true, type: 'module' }),
  )
  const command = manager === 'npm' ? ['npm', 'install', '--no-audit', '--no-fund'] : ['pnpm', 'add']
  console.log(`${manager} installs ${name}`)
  await runIn(folder, [...command, tarball], {})
}

/** Runs a command in a folder, its program's own folder first on the path, and gives what it printed. */
export async function runIn(
  folder: string,
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const PATH = [dirname(program), process.env['PATH']].join(delimiter)
  const options = { cwd: folder, env: { ...strangersEnvironment(), ...env, PATH }, timeout: 120_000 }
  const { stdout } = await run(program, args, options)
  return stdout.trim()
}

/** Without what the package manager that started us has set for our own scripts. */
export function strangersEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(npm_(package|lifecycle|command|execpath|node_execpath|config_user_agent)|pnpm_|INIT_CWD|NODE_PATH|CI$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}
