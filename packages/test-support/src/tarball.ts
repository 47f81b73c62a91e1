import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** A package as it is published. */
export interface PackedPackage extends Disposable {
  /** Path of the tarball. */
  tarball: string
  /** The folder of the unpacked copy. It is inside the package, so that it finds the package's dependencies. */
  folder: string
  /** The relative paths of its files. */
  files: string[]
}

/** Packs a package as it is published, and unpacks the tarball. */
export function packPackage(packageFolder: string): PackedPackage {
  const scratch = mkdtempSync(join(packageFolder, 'node_modules/package-test-'))
  run('pnpm', ['pack', '--pack-destination', scratch], packageFolder)
  const name = readdirSync(scratch).find((file) => file.endsWith('.tgz')) ?? ''
  run('tar', ['-xzf', name], scratch)
  const folder = join(scratch, 'package')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  return {
    tarball: join(scratch, name),
    folder,
    files,
    [Symbol.dispose]: () => rmSync(scratch, { recursive: true }),
  }
}

/**
 * The files of a packed package that name an unpublished package. Development dependencies in the manifest do not count,
 * since an installation leaves them out.
 */
export function filesWithPrivateNames({ folder, files }: PackedPackage): string[] {
  return files.filter((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const read = file === 'package.json' ? withoutDevDependencies(text) : text
    return /@kaleyra-reactions\/(model|test-support)|\.\.\/model\/|test-support/.test(read)
  })
}

/** The missing files that the manifest of a packed package names. */
export function missingTargetsOf({ folder }: PackedPackage): string[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const { main, module, types, bin, exports } = manifest
  const targets = [main, module, types].flatMap((target) => target ?? [])
  const named = [...targets, ...targetsOf(bin), ...targetsOf(exports)]
  return named.filter((target) => !existsSync(join(folder, target)))
}

/** The members of a manifest that name files. */
interface Manifest {
  main?: string
  module?: string
  types?: string
  bin?: unknown
  exports?: unknown
}

/** The files that a map names, at any depth. */
function targetsOf(map: unknown): string[] {
  if (typeof map === 'string') return [map]
  return Object.values(map ?? {}).flatMap(targetsOf)
}

function withoutDevDependencies(manifest: string): string {
  return JSON.stringify({ ...JSON.parse(manifest), devDependencies: {} })
}

function run(command: string, words: string[], cwd: string): void {
  const done = spawnSync(command, words, { cwd, encoding: 'utf8' })
  if (done.status !== 0)
    throw new Error(`${command} ${words.join(' ')} failed:\n${done.stdout}${done.stderr}`)
}
