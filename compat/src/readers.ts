import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { operationsOf } from '../../packages/model/src/operations.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const programs = join(import.meta.dirname, '../readers')
const generator = join(root, 'packages/client/node_modules/@openapitools/openapi-generator-cli/main.js')
const document = join(root, 'spec/dist/openapi.json')

/** A tool of others that reads the document. */
export interface Reader {
  title: string
  prove(): Promise<void>
}

/** The readers that are proved. */
export function readers(): Reader[] {
  return [
    { title: 'openapi-typescript reads the document without complaint', prove: readByOpenapiTypescript },
    {
      title: 'the stock Python client sends a reaction and reads an error',
      prove: () => inStock('python', sendWithPython),
    },
    {
      title: 'the stock Go client sends a reaction and reads an error',
      prove: () => inStock('go', sendWithGo),
    },
  ]
}

async function readByOpenapiTypescript(): Promise<void> {
  const { paths, components } = JSON.parse(readFileSync(document, 'utf8'))
  const command = join(import.meta.dirname, '../node_modules/.bin/openapi-typescript')
  const { stdout, stderr } = await run(command, [document], { maxBuffer: 64e6 })
  if (stderr !== '') throw new Error(stderr)
  const schemas = Object.keys(components.schemas)
  const operations = operationsOf({ paths, components }).map(({ operationId }) => `${operationId}: {`)
  for (const name of [...schemas, ...operations]) {
    if (!stdout.includes(name)) throw new Error(`${name} is missing in what it writes`)
  }
}

/** Generates a stock client (openapitools.json) in a scratch folder and lets it talk to the mock. */
async function inStock(language: string, send: (scratch: Scratch) => Promise<string>): Promise<void> {
  const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-reader-'))
  const mock = await startMock()
  const scratch: Scratch = {
    folder,
    // The generator's wrapper takes the folder from PWD, which a child process does not get by `cwd` alone.
    async run(place, program, ...words) {
      const cwd = join(folder, place)
      const env = { ...process.env, PWD: cwd, KALEYRA_BASE_URL: mock.url }
      const { stdout } = await run(program, words, { cwd, env, maxBuffer: 64e6 })
      return stdout.trim()
    },
  }
  try {
    cpSync(join(root, 'spec/dist'), join(folder, 'spec/dist'), { recursive: true })
    const settings = ['--openapitools', join(root, 'openapitools.json')]
    await scratch.run('', process.execPath, generator, 'generate', ...settings, '--generator-key', language)
    const code = await send(scratch)
    if (code !== 'E110') throw new Error(`It printed: ${code}`)
  } finally {
    await mock.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A temporary folder in which programs run, with the address of the mock in KALEYRA_BASE_URL. */
interface Scratch {
  folder: string
  /** Runs a program in a folder below and gives what it printed. */
  run(place: string, program: string, ...words: string[]): Promise<string>
}

async function sendWithPython({ folder, run }: Scratch): Promise<string> {
  await run('', 'python3', '-m', 'venv', 'venv')
  const python = join(folder, 'venv/bin/python')
  await run('', python, '-m', 'pip', 'install', '--quiet', './stock/python')
  return run('', python, join(programs, 'send.py'))
}

async function sendWithGo({ folder, run }: Scratch): Promise<string> {
  mkdirSync(join(folder, 'stock/go/send'))
  cpSync(join(programs, 'send.go'), join(folder, 'stock/go/send/main.go'))
  return run('stock/go', 'go', 'run', './send')
}
