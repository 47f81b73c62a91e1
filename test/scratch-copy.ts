import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { OpenapiDocument } from '../packages/model/src/document.ts'
import { copyKnownFiles, root } from './known-files.ts'

const documentFile = 'spec/openapi.yaml'
const generatorJars = 'node_modules/@openapitools/openapi-generator-cli/versions'

/** A copy of the repository to change and rebuild; it is a git repository with one commit, so changes show. */
export interface ScratchCopy extends Disposable {
  /** Applies a patch, as `git apply` takes it. */
  apply(patch: string): void
  /** Changes the document, as the object that its YAML stands for. Comments and anchors are lost. */
  editDocument(edit: (document: OpenapiDocument) => void): void
  /** Runs a command in the copy and gives what it printed; throws with the output when it fails. */
  run(command: string, ...words: string[]): string
  read(file: string): string
  write(file: string, text: string): void
  /** The files that differ from the commit. */
  changes(): string[]
  /** Takes every change back; what was built stays. */
  restore(): void
}

/** Copies what git knows of the repository and installs its packages from the store. */
export function makeScratchCopy(): ScratchCopy {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-drill-'))
  copyKnownFiles(folder)
  run('git', 'init', '--quiet')
  run('git', 'add', '--all')
  const author = ['-c', 'user.name=drill', '-c', 'user.email=drill@localhost']
  run('git', ...author, 'commit', '--quiet', '--message', 'Start')
  run('pnpm', 'install', '--frozen-lockfile', '--prefer-offline')
  if (existsSync(join(root, generatorJars))) {
    cpSync(join(root, generatorJars), join(folder, generatorJars), { recursive: true })
  }
  return {
    apply(patch) {
      write('drill.patch', patch)
      run('git', 'apply', 'drill.patch')
      rmSync(join(folder, 'drill.patch'))
    },
    editDocument(edit) {
      const document: OpenapiDocument = parse(read(documentFile))
      edit(document)
      write(documentFile, stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }))
    },
    run,
    read,
    write,
    changes: () =>
      run('git', 'status', '--porcelain', '--untracked-files=all')
        .split('\n')
        .flatMap((line) => line.slice(3) || []),
    restore() {
      run('git', 'checkout', '--quiet', '.')
      run('git', 'clean', '--quiet', '--force', '-d')
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }

  function run(command: string, ...words: string[]): string {
    const done = spawnSync(command, words, {
      cwd: folder,
      encoding: 'utf8',
      env: environment(),
      maxBuffer: 64e6,
    })
    if (done.status === 0) return done.stdout
    throw new Error(`${command} ${words.join(' ')} failed:\n${done.error ?? ''}${done.stdout}${done.stderr}`)
  }
  function read(file: string): string {
    return readFileSync(join(folder, file), 'utf8')
  }
  function write(file: string, text: string): void {
    writeFileSync(join(folder, file), text)
  }
}

/** The surroundings without those of this test run, so that the copy's runs are like a person's. */
function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TURBO_HASH|FORCE_COLOR)/.test(name),
  )
  return {
    ...Object.fromEntries(entries),
    NO_COLOR: '1',
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
  }
}
