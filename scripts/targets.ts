// Builds the stock Python and Go clients (openapitools.json) from the document in a scratch folder, and has each send a
// reaction to the mock and read an error.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const generator = join(root, 'packages/client/node_modules/@openapitools/openapi-generator-cli/main.js')
const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
const scratch = mkdtempSync(join(tmpdir(), 'kaleyra-targets-'))
const mock = await startMock()

try {
  cpSync(join(root, 'spec/dist'), join(scratch, 'spec/dist'), { recursive: true })
  const settings = ['--openapitools', join(root, 'openapitools.json')]
  await runIn('', [process.execPath, generator, 'generate', ...settings, '--generator-key', 'python', 'go'])
  await prove('Python', sendWithPython)
  await prove('Go', sendWithGo)
} finally {
  await mock.close()
  rmSync(scratch, { recursive: true, force: true })
}

async function sendWithPython(): Promise<string> {
  await runIn('', ['python3', '-m', 'venv', 'venv'])
  const python = join(scratch, 'venv/bin/python')
  await runIn('', [python, '-m', 'pip', 'install', '--quiet', './stock/python'])
  return runIn('', [python, join(import.meta.dirname, 'targets/send.py')])
}

async function sendWithGo(): Promise<string> {
  mkdirSync(join(scratch, 'stock/go/send'))
  cpSync(join(import.meta.dirname, 'targets/send.go'), join(scratch, 'stock/go/send/main.go'))
  return runIn('stock/go', ['go', 'run', './send'])
}

async function prove(language: string, send: () => Promise<string>): Promise<void> {
  const code = await send()
  if (code !== 'E110') throw new Error(`The ${language} client printed: ${code}`)
  console.log(`passed  the stock ${language} client sends a reaction and reads ${code}`)
}

/** The generator's wrapper takes the folder from PWD, which a child process does not get by `cwd` alone. */
async function runIn(folder: string, [program = '', ...args]: readonly string[]): Promise<string> {
  const cwd = join(scratch, folder)
  const env = { ...process.env, PWD: cwd, KALEYRA_BASE_URL: mock.url }
  const { stdout } = await run(program, args, { cwd, env, maxBuffer: 64e6 })
  return stdout.trim()
}
