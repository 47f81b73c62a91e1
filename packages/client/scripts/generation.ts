import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'

const packageFolder = join(import.meta.dirname, '..')
const root = join(packageFolder, '../..')

/** The templates of the generated files, and the settings of the generator. */
export const templates: string = join(packageFolder, 'templates')

/** The version of the generator. */
export const generatorSettings: string = join(root, 'openapitools.json')

/** A document to generate from, and the folder of its own that takes what comes of it. */
export interface Generation {
  /** The document for the generator, as JSON. */
  document: string
  folder: string
}

/** Where a folder of a generation has the generated files. */
export function generatedIn(folder: string): string {
  return join(folder, 'src/generated')
}

/**
 * Generates from documents, all in one process, and formats what was written.
 *
 * @throws when the generator cannot read a document, or wrote what is no TypeScript.
 */
export function generate(generations: readonly Generation[]): void {
  const settings: object = parse(readFileSync(join(templates, 'config.yaml'), 'utf8'))
  const configs = generations.map(({ document, folder }) => {
    const inputSpec = join(folder, 'openapi.json')
    const config = join(folder, 'config.json')
    const outputDir = generatedIn(folder)
    mkdirSync(outputDir, { recursive: true })
    writeFileSync(inputSpec, document)
    writeFileSync(config, JSON.stringify({ ...settings, inputSpec, outputDir, templateDir: templates }))
    return config
  })
  const generator = join(packageFolder, 'node_modules/@openapitools/openapi-generator-cli/main.js')
  const words = [generator, 'batch', '--openapitools', generatorSettings, '--threads', '2', '--fail-fast']
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...configs], {
    encoding: 'utf8',
    // The generator leaves a folder there when it downloads itself.
    env: { ...process.env, TMPDIR: generations[0]?.folder },
  })
  for (const { folder } of generations) {
    for (const name of ['.openapi-generator', '.openapi-generator-ignore', 'apis'])
      rmSync(join(generatedIn(folder), name), { recursive: true, force: true })
    if (status !== 0 || filesOf(generatedIn(folder)).length === 0)
      throw new Error(`openapi-generator failed:\n${stdout}${stderr}`)
  }
  format(generations.map(({ folder }) => generatedIn(folder)))
}

/** Biome's unsafe fixes remove the imports that a generated file does not use. */
function format(folders: readonly string[]): void {
  const settings = mkdtempSync(join(tmpdir(), 'kaleyra-format-'))
  try {
    const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
    // The folders belong to no repository.
    writeFileSync(join(settings, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }))
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
    const words = [biome, 'check', '--write', '--unsafe', '--colors=off', '--config-path', settings]
    const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...folders], {
      cwd: settings,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`the document gives code that cannot be read:\n${stdout}${stderr}`)
  } finally {
    rmSync(settings, { recursive: true })
  }
}

/** The generated names that the client exports itself: `export *` would leave them out without a word. */
export function takenNamesIn(folder: string): string[] {
  const index = readFileSync(join(packageFolder, 'src/index.ts'), 'utf8')
  const lists = [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].map(([, list = '']) => list)
  const own = new Set(lists.join().match(/\b[A-Za-z]\w*\b/g))
  return filesOf(generatedIn(folder))
    .filter((file) => /(operations|types)\.ts$/.test(file))
    .flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/^export (?:function|interface|type) (\w+)/gm),
    ])
    .map(([, name = '']) => name)
    .filter((name) => own.has(name))
}

/** Puts the hand-written files of the client beside the generated ones of a folder. */
export function addHandWrittenFiles(folder: string): void {
  for (const entry of readdirSync(join(packageFolder, 'src'), { withFileTypes: true })) {
    if (entry.isFile()) cpSync(join(entry.parentPath, entry.name), join(folder, 'src', entry.name))
  }
  cpSync(join(packageFolder, 'package.json'), join(folder, 'package.json'))
}

/** Compiles files under the settings of the client; gives what the compiler says where it finds an error. */
export function typeErrorsOf(files: readonly string[], folder: string): string {
  const modules = join(folder, 'node_modules')
  if (!existsSync(modules)) symlinkSync(join(packageFolder, 'node_modules'), modules)
  const settings = { extends: join(packageFolder, 'tsconfig.json'), include: [], files }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = join(packageFolder, 'node_modules/typescript/bin/tsc')
  const words = [tsc, '--noEmit', '--pretty', 'false']
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' })
  return status === 0 ? '' : stdout
}

/** Every file below a folder, in order. */
export function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
