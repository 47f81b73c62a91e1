import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Ended, runProgram } from '@kaleyra-reactions/test-support/programs'
import { packPackage } from '@kaleyra-reactions/test-support/tarball'
import { hasTool } from '@kaleyra-reactions/test-support/tools'
import { afterAll, describe, expect, test } from 'vitest'

const packageFolder = join(import.meta.dirname, '..')
const packed = packPackage(packageFolder)
const project = mkdtempSync(join(packed.folder, '../examples-'))
afterAll(() => packed[Symbol.dispose]())

// As an installation leaves it.
const modules = join(project, 'node_modules')
mkdirSync(join(modules, '@kaleyra-reactions'), { recursive: true })
mkdirSync(join(modules, '.bin'))
symlinkSync(packed.folder, join(modules, '@kaleyra-reactions/mock'))
symlinkSync(join(packed.folder, 'dist/main.cjs'), join(modules, '.bin/kaleyra-reactions-mock'))
symlinkSync(join(packageFolder, 'node_modules/vitest'), join(modules, 'vitest'))
writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}')

const hasPytest = hasTool(
  spawnSync('python3', ['-m', 'pytest', '--version']).status === 0,
  'the example in Python: no pytest found; install Python 3 and run `pip install pytest`',
)

interface Example {
  title: string
  file: string
  /** What starts it. */
  command: string[]
  isSkipped: boolean
}

const pytest: Example = {
  title: 'pytest',
  file: 'test_reaction.py',
  command: ['python3', '-m', 'pytest', '-p', 'no:cacheprovider'],
  isSkipped: !hasPytest,
}

const examples: Example[] = [
  {
    title: 'vitest',
    file: 'reaction.test.ts',
    command: [process.execPath, join(modules, 'vitest/vitest.mjs'), 'run'],
    isSkipped: false,
  },
  pytest,
]

/** Runs an example in a folder of its own, with a change of its text. */
async function run({ title, file, command }: Example, change: (text: string) => string): Promise<Ended> {
  const folder = mkdtempSync(join(project, `${title}-`))
  cpSync(join(project, 'package.json'), join(folder, 'package.json'))
  symlinkSync(modules, join(folder, 'node_modules'))
  writeFileSync(join(folder, file), change(readFileSync(join(packageFolder, 'examples', file), 'utf8')))
  const [program = '', ...words] = command
  const path = `${dirname(process.execPath)}:${process.env['PATH']}`
  const { VITEST: _, ...environment } = process.env
  const ended = await runProgram(program, words, { cwd: folder, env: { ...environment, PATH: path } })
  rmSync(folder, { recursive: true })
  return ended
}

describe.each(examples)('the example for $title', (example) => {
  test.skipIf(example.isSkipped)(
    'fails where a request is invalid, though it expects a refusal',
    async () => {
      // Both tests expect "not sent" then: only the verification can tell.
      const change = (text: string) =>
        text
          .replaceAll(/(["']?messaging_product["']?: ?)(['"])whatsapp\2/g, '$1$2WhatsApp$2')
          .replaceAll(/(toBe\(|, |== )(['"])sent\2/g, '$1$2not sent$2')
      const { code, stdout, stderr } = await run(example, change)
      expect(code).not.toBe(0)
      expect(stdout + stderr).toMatch(/in lower case/)
    },
  )
})

test.skipIf(pytest.isSkipped)(
  'in Python an answer is returned, and a callback that is lost says why',
  async () => {
    const lost = 'mock.tell("callback", {"name": "text", "url": "http://127.0.0.1:9"})'
    const { stdout } = await run(pytest, (text) =>
      text.replace('mock.tell("next", "E110")', `assert mock.tell("verify")["passed"]\n    ${lost}`),
    )
    expect(stdout).toMatch(/^E +AssertionError: bad port$/m)
  },
)
