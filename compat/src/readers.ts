import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { OpenapiDocument } from '../../packages/model/src/document.ts'
import { tableOf } from '../../packages/model/src/markdown.ts'
import { operationsOf } from '../../packages/model/src/operations.ts'
import { startServer, status } from '../../packages/test-support/src/servers.ts'
import { type Command, type Language, languages, types } from './languages.ts'
import { expectRead, tasksOf } from './reader-tasks.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const programs = join(import.meta.dirname, '../readers')
const binaries = join(import.meta.dirname, '../node_modules/.bin')
const generator = join(root, 'node_modules/@openapitools/openapi-generator-cli/main.js')
const bundle = join(root, 'spec/dist/openapi.yaml')
const document: OpenapiDocument = JSON.parse(readFileSync(join(root, 'spec/dist/openapi.json'), 'utf8'))

/** A tool of others that reads the document. */
export interface Reader {
  title: string
  /** The programs that the proof needs and that are not on the PATH. */
  missing: readonly string[]
  prove(): Promise<void>
}

/** The readers that are proved. */
export function readers(): Reader[] {
  return [
    { title: 'spectral:oas finds nothing', missing: [], prove: lintBySpectral },
    {
      title: 'openapi-typescript reads the document, and its types accept every body',
      missing: [],
      prove: readByOpenapiTypescript,
    },
    ...languages.map((language) => ({
      title: `${language.name} by ${language.generator} reads every body and sends reactions`,
      missing: language.tools.filter((tool) => !isOnPath(tool)),
      prove: () => proveLanguage(language),
    })),
  ]
}

async function lintBySpectral(): Promise<void> {
  const ruleset = join(programs, 'spectral.yaml')
  await run(join(binaries, 'spectral'), ['lint', '--ruleset', ruleset, '--fail-severity', 'hint', bundle])
}

/** Its types have to name every schema and operation, and to take every body that the other readers decode. */
async function readByOpenapiTypescript(): Promise<void> {
  using scratch = createScratch()
  cpSync(bundle, join(scratch.folder, 'openapi.yaml'))
  const [, name = '', ...words] = types.generate
  await scratch.run('.', [join(binaries, name), ...words])
  const written = readFileSync(join(scratch.folder, 'reactions.d.ts'), 'utf8')
  const schemas = Object.keys(document.components.schemas)
  const operations = operationsOf(document).map(({ operationId }) => `${operationId}: {`)
  for (const name of [...schemas, ...operations]) {
    if (!written.includes(name)) throw new Error(`openapi-typescript writes no ${name}`)
  }
  const bodies = tasksOf(document).bodies.map(
    ({ schema, body }) => `  ${JSON.stringify(body)} satisfies components['schemas']['${schema}'],`,
  )
  scratch.write(
    'bodies.ts',
    [`import type { components } from './reactions.js'`, 'export const bodies = [', ...bodies, ']', ''].join(
      '\n',
    ),
  )
  await scratch.run('.', [join(binaries, 'tsc'), '--noEmit', '--strict', 'bodies.ts'])
}

/** Generates the client as a user would, compiles it with our program, and lets that read and send. */
async function proveLanguage(language: Language): Promise<void> {
  const { key, place, compile, start, dropsNewMembers = false } = language
  using scratch = createScratch()
  const tasks = join(scratch.folder, 'tasks.json')
  scratch.write('tasks.json', JSON.stringify(tasksOf(document)))
  await runIn(root, [process.execPath, generator, 'generate', '--generator-key', key])
  cpSync(join(root, 'clients', key), scratch.folder, { recursive: true })
  cpSync(join(programs, key), join(scratch.folder, place), { recursive: true })
  for (const command of compile) await scratch.run('.', command)

  const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
  const mock = await startMock()
  await using elsewhere = await startServer(status(202, '{}', { 'content-type': 'application/json' }))
  // At 307 a client that follows repeats the method, the headers and the body.
  await using redirecting = await startServer((outgoing, _, { url }) =>
    outgoing.writeHead(307, { location: `${elsewhere.url}${url}` }).end(),
  )
  try {
    const addresses = { KALEYRA_BASE_URL: mock.url, KALEYRA_REDIRECTING_URL: redirecting.url }
    const printed = await scratch.run('.', [...start, tasks], addresses)
    expectRead(document, printed, dropsNewMembers)
    if (elsewhere.received.length > 0) throw new Error('A redirect was followed')
  } finally {
    await mock.close()
  }
}

/** A temporary folder in which programs run. */
interface Scratch extends Disposable {
  folder: string
  write(name: string, text: string): void
  /** Runs a command in a folder below and gives what it printed. */
  run(place: string, command: Command, environment?: NodeJS.ProcessEnv): Promise<string>
}

function createScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-reader-'))
  return {
    folder,
    write: (name, text) => writeFileSync(join(folder, name), text),
    run: (place, command, environment) => runIn(join(folder, place), command, environment),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function runIn(
  cwd: string,
  [program = '', ...words]: Command,
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  // The generator's wrapper takes the folder from PWD, which a child process does not get by `cwd` alone.
  const env = { ...process.env, ...environment, PWD: cwd }
  const { stdout } = await run(program, words, { cwd, env, maxBuffer: 64e6 })
  return stdout.trim()
}

function isOnPath(tool: string): boolean {
  const folders = process.env['PATH']?.split(delimiter) ?? []
  return folders.some((folder) => existsSync(join(folder, tool)))
}

/** The section of spec's README: the command that makes each client, and what was proved of it. */
export function readersSection(): string {
  const { bodies, calls } = tasksOf(document)
  const rows = languages.map(({ name, generator, generate, redirects, note }) => [
    name,
    generator,
    shown(generate),
    [`reads ${bodies.length} bodies, sends ${calls.length} reactions`, note]
      .filter((text) => text !== undefined)
      .join('; '),
    redirects,
  ])
  const typesRow = [types.name, types.generator, shown(types.generate), `accepts ${bodies.length} bodies`, '']
  return [
    tableOf(['', 'generator', 'command', 'tested', 'redirects'], [...rows, typesRow]),
    '',
    `The ${bodies.length} bodies: every named response and callback, as documented and with new members; an undocumented code; a success with`,
    '`error: []`. The reactions go to the mock: the sample request, and one for each named response. One more goes to a',
    'server that responds with a redirect; the program must not follow it.',
  ].join('\n')
}

function shown(command: Command): string {
  return `\`${command.join(' ')}\``
}
