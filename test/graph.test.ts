import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyKnownFiles, root } from './known-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'kaleyra-graph-'))
const packages = ['spec', 'model', 'test-support', 'client', 'cli', 'mock', 'docs']
const tasks = ['generate', 'build', 'lint', 'typecheck', 'test', 'drift', 'repository', 'drill', 'gates']
let before: Map<string, string>

beforeAll(() => {
  copyKnownFiles(folder)
  execFileSync('git', ['init', '--quiet'], { cwd: folder })
  before = hashes()
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a change of a file gives a new hash to every task that it can change, and to no build that it cannot', () => {
  test.each<{ file: string; changes: string[]; leaves: string[] }>([
    {
      file: 'packages/test-support/src/servers.ts',
      changes: [
        ...tasksOf('test', ['spec', 'client', 'cli', 'mock', 'docs']),
        'cli#typecheck',
        '//#repository',
      ],
      leaves: [...tasksOf('build'), ...tasksOf('generate')],
    },
    {
      file: 'packages/test-support/src/kaleyra-page.ts',
      changes: ['spec#test', 'docs#test', 'spec#typecheck', 'docs#typecheck'],
      leaves: tasksOf('build'),
    },
    {
      file: 'packages/model/src/cases.ts',
      changes: [
        ...tasksOf('build', ['spec', 'client', 'cli', 'mock', 'docs']),
        'model#test',
        'docs#test',
        '//#typecheck',
      ],
      leaves: ['test-support#test', 'test-support#build'],
    },
    {
      file: 'packages/client/src/generated/cases.ts',
      changes: ['//#typecheck', 'client#typecheck', 'client#lint', 'client#test'],
      leaves: ['spec#build', 'mock#build'],
    },
    {
      file: 'packages/client/README.md',
      changes: ['client#generate'],
      leaves: ['spec#build', 'mock#build'],
    },
    {
      file: 'packages/mock/test/faults.test.ts',
      changes: ['mock#test', 'mock#typecheck', 'mock#lint'],
      leaves: tasksOf('build'),
    },
    {
      file: 'spec/openapi.yaml',
      changes: [
        ...tasksOf('build', ['spec', 'client', 'cli', 'mock', 'docs']),
        'client#generate',
        'mock#generate',
      ],
      leaves: ['model#test', 'model#typecheck'],
    },
    {
      file: 'spec/samples/templates/python.py',
      changes: ['spec#build', 'docs#build', 'docs#test'],
      leaves: ['model#test'],
    },
    { file: 'knip.jsonc', changes: ['//#lint'], leaves: tasksOf('build') },
    { file: 'compat/src/rows.ts', changes: ['//#lint'], leaves: tasksOf('build') },
    {
      file: 'openapitools.json',
      changes: ['client#generate', 'client#build'],
      leaves: ['spec#build', 'mock#build'],
    },
    {
      file: 'tsconfig.base.json',
      changes: [...tasksOf('typecheck'), '//#typecheck'],
      leaves: ['model#lint'],
    },
    {
      file: 'biome.json',
      changes: [...tasksOf('lint'), '//#lint', 'client#generate'],
      leaves: ['mock#build'],
    },
    {
      file: 'compat/node_modules/deno/package.json',
      changes: [],
      leaves: [...tasksOf('lint'), ...tasksOf('build'), '//#lint', '//#typecheck'],
    },
  ])('$file', ({ file, changes, leaves }) => {
    const after = withChange(file, () => hashes())
    const changed = [...before].filter(([task, hash]) => after.get(task) !== hash).map(([task]) => task)
    expect(changed).toEqual(expect.arrayContaining(changes))
    expect(changed.filter((task) => leaves.includes(task))).toEqual([])
  })

  test('and another JDK gives one to what Java writes', () => {
    const after = hashes({ JAVA_HOME: '/another/jdk' })
    const changed = [...before].filter(([task, hash]) => after.get(task) !== hash).map(([task]) => task)
    expect(changed).toEqual(expect.arrayContaining(['client#generate', 'client#drift', '//#drill']))
    expect(changed).not.toContain('mock#build')
  })
})

function tasksOf(task: string, names: readonly string[] = packages): string[] {
  return names.map((name) => `${name}#${task}`)
}

/** Changes a file of the copy, or adds it, for as long as `use` runs. */
function withChange<Result>(file: string, use: () => Result): Result {
  const path = join(folder, file)
  const content = existsSync(path) ? readFileSync(path) : undefined
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, '\n')
  try {
    return use()
  } finally {
    if (content === undefined) rmSync(path)
    else writeFileSync(path, content)
  }
}

/** The hash of each task, as turbo takes it. */
function hashes(variables: Record<string, string> = {}): Map<string, string> {
  const turbo = join(root, 'node_modules/.bin/turbo')
  const { JAVA_HOME: _, ...env } = process.env
  const printed = execFileSync(turbo, ['run', ...tasks, '--dry=json'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, ...variables, TURBO_TELEMETRY_DISABLED: '1' },
    maxBuffer: 64e6,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const planned: { tasks: { taskId: string; hash: string }[] } = JSON.parse(printed)
  return new Map(planned.tasks.map(({ taskId, hash }) => [taskId.replace('@kaleyra-reactions/', ''), hash]))
}
