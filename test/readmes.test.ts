import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runProgram } from '../packages/test-support/src/programs.ts'
import { startServer, status } from '../packages/test-support/src/servers.ts'
import { hasTool } from '../packages/test-support/src/tools.ts'
import { root } from './known-files.ts'
import { startRegistry } from './local-registry.ts'
import { environment, makeScratchCopy } from './scratch-copy.ts'

/** A README, and what its reader has beside it. */
interface Reader {
  readme: string
  /** What the reader installed before, as another README says. */
  before?: string
  /** Other packages of the reader's project, each with the folder of this repository that has it. */
  packages?: Record<string, string>
  /** Other files of the reader's project. */
  files?: { file: string; text: string }[]
}

const readers: Reader[] = [
  {
    readme: 'README.md',
    before: 'npm install @kaleyra-reactions/client && npm install --global @kaleyra-reactions/cli',
  },
  { readme: 'spec/README.md' },
  {
    readme: 'packages/client/README.md',
    before: 'npm install --save-dev @kaleyra-reactions/mock',
    packages: { vitest: 'node_modules' },
  },
  {
    readme: 'packages/cli/README.md',
    files: [{ file: 'reactions.csv', text: '919000000002,wamid.HBgLMzzz,👍,order-18\r\n' }],
  },
  {
    readme: 'packages/mock/README.md',
    packages: { vitest: 'node_modules', msw: 'packages/mock/node_modules' },
  },
]
const account = { KALEYRA_SID: 'any', KALEYRA_API_KEY: 'any-key', KALEYRA_PHONE_NUMBER: '919000000001' }
const hasPytest = hasTool(
  spawnSync('python3', ['-m', 'pytest', '--version']).status === 0,
  'the example in Python: no pytest found; install Python 3 and run `pip install pytest`',
)

test('every README with code has a reader here', () => {
  const readmes = globSync(['README.md', '*/README.md', 'packages/*/README.md'], { cwd: root })
  const withCode = readmes.filter((readme) => blocksOf(readme).length > 0)
  expect(withCode.toSorted()).toEqual(readers.map(({ readme }) => readme).toSorted())
})

describe('as pasted, in the folder of its reader, runs', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-readers-'))
  const clone = makeScratchCopy()
  afterAll(() => {
    rmSync(folder, { recursive: true })
    clone[Symbol.dispose]()
  })
  const tarballs: string[] = []

  beforeAll(() => {
    for (const { text } of blocksOf('README.md')) if (isForClone(text)) clone.run('bash', '-ec', text)
    // Also once the packages are published, when no README needs this.
    clone.run('pnpm', 'run', 'tarballs')
    tarballs.push(...globSync(join(clone.folder, 'tarballs/*.tgz')))
    // The client's README installs these beside it.
    for (const name of ['hono', '@hono/node-server'])
      tarballs.push(pack(join(root, 'packages/client/node_modules', name), folder))
  }, 300_000)

  test.each(readers)(
    'every block of $readme',
    async ({ readme, before = 'true', packages = {}, files = [] }) => {
      const { startMock } = await import(join(clone.folder, 'packages/mock/dist/index.mjs'))
      await using kaleyra = await startMock()
      await using receiver = await startServer(status(204))
      await using registry = await startRegistry(tarballs)
      const env = {
        ...environment(),
        ...account,
        CALLBACK_TOKEN: 'the-token',
        HOME: folder,
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(detourTo(kaleyra.url))}`,
        PATH: [join(folder, 'global/bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
        npm_config_prefix: join(folder, 'global'),
        npm_config_registry: registry.url,
      }
      const cwd = mkdtempSync(join(folder, 'project-'))
      const paste = async (command: string) => {
        const { code, stdout, stderr } = await runProgram('bash', ['-ec', command], { cwd, env })
        expect({ code, printed: code === 0 ? '' : stdout + stderr }, command).toEqual({
          code: 0,
          printed: '',
        })
      }
      // Those of the text may be taken on this machine.
      const ports: Record<string, string> = {
        3000: anyPort(),
        4010: anyPort(),
        8080: new URL(receiver.url).port,
      }
      const blocks = blocksOf(readme).map((block) => ({
        ...block,
        text: block.text.replaceAll(/\b(?:3000|4010|8080)\b/g, (port) => ports[port] ?? port),
      }))
      const serve = async (command: string, port = '') => {
        const { pid = 0 } = spawn('bash', ['-ec', command], { cwd, env, detached: true, stdio: 'ignore' })
        // Kills its children, too.
        onTestFinished(() => {
          process.kill(-pid, 'SIGKILL')
        })
        const isThere = () => fetch(`http://127.0.0.1:${ports[port]}`).then(Boolean, () => false)
        await expect.poll(isThere, { timeout: 60_000 }).toBe(true)
      }
      const saved = blocks.flatMap(({ file, text }) => (file === undefined ? [] : [{ file, text }]))
      const commands = blocks.flatMap(({ language, text }) => (language === 'sh' ? text : []))

      for (const { file, text } of [...saved, ...files]) writeFileSync(join(cwd, file), text)
      await paste(`echo '{"type":"module"}' > package.json; ${before}`)
      for (const command of commands.filter(isServer)) await serve(command, '4010')
      const session = commands.filter((command) => !isForClone(command) && !isServer(command)).join('\n')
      await paste(session.replace(/(?<=wamid\.E110.*)$/m, ' || test $? = 3'))
      for (const [name, place] of Object.entries(packages))
        symlinkSync(join(root, place, name), join(cwd, 'node_modules', name))
      for (const { file } of saved.filter(({ file }) => !session.includes(file))) {
        if (file === 'server.ts') await serve(`node ${file}`, '3000')
        else await paste(`${starterOf(file)} ${file}`)
      }
    },
  )
})

/** A block of code in a README. */
interface Block {
  language: string
  text: string
  /** The file that it is saved as: named by a marker, by the text before it or by its first line. */
  file: string | undefined
}

const block =
  /(?:<!-- example (?<example>\S+) -->\n\n|`(?<named>[\w.]+)`:\n\n)?```(?<language>\w+)\n(?<text>(?:\/\/ (?<first>\S+)\n)?[\s\S]*?)```/g

function blocksOf(readme: string): Block[] {
  const found = readFileSync(join(root, readme), 'utf8').matchAll(block)
  return [...found].map(({ groups = {} }, index) => {
    const { example, named, first, language = '', text = '' } = groups
    const file = example ?? named ?? first
    if (language !== 'ts' || file !== undefined) return { language, file, text }
    // A part of a test, in which the mock is running.
    return { language, file: `part-${index}.ts`, text: `${running}${text}await mock.close()\n` }
  })
}

const running = `import { startMock } from '@kaleyra-reactions/mock'
const mock = await startMock({ callbackUrl: 'http://127.0.0.1:8080' })
`

/** Whether a command belongs into a clone of this repository. */
function isForClone(command: string): boolean {
  return command.includes('pnpm@')
}

function isServer(command: string): boolean {
  return command.includes('reactions/mock --port')
}

function starterOf(file: string): string {
  if (file.endsWith('.test.ts')) return 'node node_modules/vitest/vitest.mjs run'
  if (file.endsWith('.py')) return hasPytest ? 'python3 -m pytest -p no:cacheprovider' : 'true'
  return /\.m?[jt]s$/.test(file) ? 'node' : 'true'
}

/** A program that lets another one reach the mock where it names a server of Kaleyra. */
function detourTo(address: string): string {
  return `const { fetch } = globalThis
globalThis.fetch = (url, init) => fetch(String(url).replace(/^https:\\/\\/[\\w.]+kaleyra\\.io/, '${address}'), init)`
}

/** Packs an installed package into a folder, and gives the path of the tarball. */
function pack(installed: string, into: string): string {
  const staged = mkdtempSync(join(into, 'packed-'))
  cpSync(installed, join(staged, 'package'), { recursive: true, dereference: true })
  const tarball = join(staged, 'package.tgz')
  execFileSync('tar', ['-czf', tarball, '-C', staged, 'package'])
  return tarball
}

/** A port below those that systems give to servers that ask for any. */
function anyPort(): string {
  return String(20_000 + Math.floor(Math.random() * 10_000))
}
