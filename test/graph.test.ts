import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

describe('a change gives a new hash to every task that it can change, and to no build that it cannot', () => {
  test.each<{ title: string; files: string[]; changes: string[]; leaves: string[] }>([
    {
      title: 'of tests, of what they share, and of what stands beside the packages',
      files: [
        'packages/mock/test/scenarios.test.ts',
        'packages/test-support/src/servers.ts',
        'compat/src/rows.ts',
      ],
      changes: [
        ...tasksOf('test', ['spec', 'client', 'cli', 'mock', 'docs']),
        'mock#lint',
        'cli#typecheck',
        '//#lint',
        '//#repository',
      ],
      leaves: [...tasksOf('build'), ...tasksOf('generate')],
    },
    {
      title: 'of what every product reads',
      files: ['packages/model/src/cases.ts'],
      changes: [
        ...tasksOf('build', ['spec', 'client', 'cli', 'mock', 'docs']),
        ...tasksOf('generate', ['client', 'mock']),
        ...tasksOf('test', ['model', 'docs']),
        '//#typecheck',
      ],
      leaves: tasksOf('build', ['test-support']),
    },
    {
      title: 'of the settings in the root',
      files: ['openapitools.json', 'tsconfig.base.json', 'biome.json'],
      changes: [
        ...tasksOf('typecheck'),
        ...tasksOf('lint'),
        ...tasksOf('build', ['spec', 'client', 'cli', 'mock', 'docs']),
        'client#generate',
        '//#typecheck',
        '//#lint',
      ],
      leaves: [],
    },
  ])('$title', ({ files, changes, leaves }) => {
    for (const file of files) appendFileSync(join(folder, file), '\n')
    const changed = changedSince(hashes())
    for (const file of files) cpSync(join(root, file), join(folder, file))
    expect(changed).toEqual(expect.arrayContaining(changes))
    expect(changed.filter((task) => leaves.includes(task))).toEqual([])
  })

  test('of the JDK, for what Java writes', () => {
    const changed = changedSince(hashes({ JAVA_HOME: '/another/jdk' }))
    expect(changed).toEqual(expect.arrayContaining(['client#generate', 'client#drift', '//#drill']))
    expect(changed).not.toContain('mock#build')
  })
})

/** The tasks whose hash is another one than before. */
function changedSince(after: ReadonlyMap<string, string>): string[] {
  return [...before].filter(([task, hash]) => after.get(task) !== hash).map(([task]) => task)
}

function tasksOf(task: string, names: readonly string[] = packages): string[] {
  return names.map((name) => `${name}#${task}`)
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
