import { spawnSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generate } from '../../packages/client/scripts/generation.ts'
import type * as Client from '../../packages/client/src/index.ts'
import type { OpenapiDocument } from '../../packages/model/src/document.ts'
import { bundlesOf } from '../../spec/scripts/bundles.ts'
import { root } from '../known-files.ts'

const clientFolder = join(root, 'packages/client')

/** A change that is bundled, generated from and compiled, without a build. */
export interface Drilled {
  /** The folder with a client that is generated from the changed document. */
  folder: string
  /** What the compiler says of the generated files and of the program beside them. */
  typeErrors: string
  /** What the compiler says of the facade. */
  facadeErrors: string
  /** The generated code, without its comments. */
  code: string
  /** The time that bundling the document took, with an equal share of generating and compiling. */
  milliseconds: number
}

/** The changes of one drill by name, each on a document of its own. */
export interface QuickDrill extends Disposable {
  drilled: ReadonlyMap<string, Drilled>
  /** The client that is generated from the changed document, and its operations where they have other names. */
  clientOf(change: string): Promise<typeof Client>
}

/** A change to drill. */
interface Change {
  change: string
  edit(document: OpenapiDocument): void
  program?: string
}

/** The document as `redocly bundle` gives it: with every reference inside. */
export function bundledDocument(): OpenapiDocument {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-bundled-'))
  try {
    const output = join(folder, 'openapi.json')
    const redocly = join(root, 'node_modules/.bin/redocly')
    const words = ['bundle', join(root, 'spec/openapi.yaml'), '--config', join(root, 'redocly.yaml')]
    const { status, stderr } = spawnSync(redocly, [...words, '--output', output], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(readFileSync(output, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Bundles every changed document, generates clients from them, and compiles these. */
export function drillQuickly(document: OpenapiDocument, changes: readonly Change[]): QuickDrill {
  const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-drill-'))
  try {
    return drillIn(scratch, document, changes)
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true })
    throw error
  }
}

function drillIn(scratch: string, document: OpenapiDocument, changes: readonly Change[]): QuickDrill {
  const rows = changes.map(({ change, edit, program }, index) => {
    const start = performance.now()
    const changed: OpenapiDocument = structuredClone(document)
    edit(changed)
    const { bundle } = bundlesOf(JSON.parse(JSON.stringify(changed)), join(root, 'spec/samples'))
    return {
      change,
      program,
      document: bundle,
      folder: join(scratch, `change-${index}`),
      milliseconds: performance.now() - start,
    }
  })
  const start = performance.now()
  generate(rows.map(({ document, folder }) => ({ document, folder: join(folder, 'src/generated') })))
  for (const { folder, program } of rows) {
    addHandWrittenFiles(folder)
    writeFileSync(join(folder, 'program.ts'), program ?? 'export {}')
  }
  const errors = typeErrorsOf(
    rows.flatMap(({ folder }) => filesToCompile(folder)),
    scratch,
  )
  const share = (performance.now() - start) / rows.length
  const drilled = new Map(
    rows.map(({ change, folder, milliseconds }) => {
      const own = errors.split('\n').filter((line) => line.startsWith(`${folder.slice(scratch.length + 1)}/`))
      const isFacade = (line: string) => /^change-\d+\/src\/[^/]+\.ts/.test(line)
      return [
        change,
        {
          folder,
          typeErrors: own.filter((line) => !isFacade(line)).join('\n'),
          facadeErrors: own.filter(isFacade).join('\n'),
          code: codeIn(folder),
          milliseconds: milliseconds + share,
        },
      ]
    }),
  )
  return {
    drilled,
    async clientOf(change) {
      const folder = drilled.get(change)?.folder ?? ''
      const [operations, client] = await Promise.all(
        ['generated/operations.ts', 'index.ts'].map(
          (file) => import(pathToFileURL(join(folder, 'src', file)).href),
        ),
      )
      return { ...operations, ...client }
    },
    [Symbol.dispose]: () => rmSync(scratch, { recursive: true, force: true }),
  }
}

/** Puts the hand-written files of the client beside the generated ones of a folder. */
function addHandWrittenFiles(folder: string): void {
  for (const entry of readdirSync(join(clientFolder, 'src'), { withFileTypes: true })) {
    if (entry.isFile()) cpSync(join(entry.parentPath, entry.name), join(folder, 'src', entry.name))
  }
  cpSync(join(clientFolder, 'package.json'), join(folder, 'package.json'))
}

/** Compiles files under the settings of the client; gives what the compiler says where it finds an error. */
function typeErrorsOf(files: readonly string[], folder: string): string {
  symlinkSync(join(clientFolder, 'node_modules'), join(folder, 'node_modules'))
  const settings = { extends: join(clientFolder, 'tsconfig.json'), include: [], files }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = join(clientFolder, 'node_modules/typescript/bin/tsc')
  const words = [tsc, '--noEmit', '--pretty', 'false']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
  return status === 0 ? '' : stdout
}

function filesToCompile(folder: string): string[] {
  return [...globSync(join(folder, 'src/**/*.ts')), join(folder, 'program.ts')]
}

function codeIn(folder: string): string {
  const texts = globSync(join(folder, 'src/generated/*.ts')).map((file) => readFileSync(file, 'utf8'))
  return texts.join('\n').replaceAll(/\/\*\*[\s\S]*?\*\/|^\/\/.*$|\s+/gm, '')
}
