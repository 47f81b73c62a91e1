import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = join(import.meta.dirname, '..')
const workflows = globSync('.github/workflows/*.yml', { cwd: root })
const roots = globSync('{.,bench,compat}/pnpm-workspace.yaml', { cwd: root })

describe.each(workflows)('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8')

  test('pins every action by its full commit and names its version', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action)
    expect(uses.length).toBeGreaterThan(0)
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d/)
  })

  test('reads by default; what a job may write stands with the job', () => {
    expect(parse(text)['permissions']).toEqual({ contents: 'read' })
  })
})

describe.each(roots)('%s', (file) => {
  const settings = parse(readFileSync(join(root, file), 'utf8'))

  test('takes no dependency in the first three days', () => {
    expect(settings['minimumReleaseAge']).toBeGreaterThanOrEqual(3 * 24 * 60)
  })

  test('has a lockfile in which every package comes from the registry, with its checksum', () => {
    const lockfile = parse(readFileSync(join(root, file, '../pnpm-lock.yaml'), 'utf8'))
    const packages = Object.entries<{ resolution: object }>(lockfile['packages'])
    expect(packages.length).toBeGreaterThan(10)
    for (const [name, { resolution }] of packages) {
      expect([name, Object.keys(resolution)]).toEqual([name, ['integrity']])
    }
  })
})

test.each([
  ['packages/client/package.json', /generator/],
  ['packages/mock/package.json', /prism/],
])('%s pins what generates and answers exactly', (file, pattern) => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, file), 'utf8'))
  const pinned = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) =>
    pattern.test(name),
  )
  expect(pinned.length).toBeGreaterThan(0)
  for (const [name, version] of pinned)
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)])
})
