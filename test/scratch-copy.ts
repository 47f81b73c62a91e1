import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Document, parseDocument } from 'yaml'
import { copyKnownFiles, root } from './known-files.ts'

const documentFile = 'spec/openapi.yaml'
const generatorJars = 'node_modules/@openapitools/openapi-generator-cli/versions'

/** A copy of the repository to change and rebuild; it is a git repository with one commit, so changes show. */
export interface ScratchCopy extends Disposable {
  folder: string
  /** Applies a patch, as `git apply` takes it. */
  apply(patch: string): void
  /** Changes the document. */
  editDocument(edit: (document: Document) => void): void
  /** Runs a command in the copy and gives what it printed; throws with the output when it fails. */
  run(command: string, ...words: string[]): string
  /** Runs a command that has to fail, and gives what it printed. */
  fail(command: string, ...words: string[]): string
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
    folder,
    apply(patch) {
      write('drill.patch', patch)
      run('git', 'apply', 'drill.patch')
      rmSync(join(folder, 'drill.patch'))
    },
    editDocument(edit) {
      const document = parseDocument(read(documentFile))
      edit(document)
      write(documentFile, document.toString({ lineWidth: 0 }))
    },
    run,
    fail(command, ...words) {
      const { status, output } = start(command, words)
      if (status === 0) throw new Error(`${command} ${words.join(' ')} did not fail:\n${output}`)
      return output
    },
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
    const { status, stdout, output } = start(command, words)
    if (status === 0) return stdout
    throw new Error(`${command} ${words.join(' ')} failed:\n${output}`)
  }
  function start(command: string, words: string[]) {
    const options = { cwd: folder, encoding: 'utf8', env: environment(), maxBuffer: 64e6 } as const
    const { status, stdout, stderr, error } = spawnSync(command, words, options)
    return { status, stdout, output: `${error ?? ''}${stdout}${stderr}` }
  }
  function read(file: string): string {
    return readFileSync(join(folder, file), 'utf8')
  }
  function write(file: string, text: string): void {
    writeFileSync(join(folder, file), text)
  }
}

/** The environment without those of this test run, so that the copy's runs are like a person's. */
export function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TURBO_HASH|FORCE_COLOR)/.test(name),
  )
  return {
    ...Object.fromEntries(entries),
    NO_COLOR: '1',
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
  }
}
