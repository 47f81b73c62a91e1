import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from './known-files.ts'

const workflows = globSync('.github/workflows/*.yml', { cwd: root })
const actions = globSync('.github/actions/*/action.yml', { cwd: root })
const roots = globSync('{.,bench,compat}/pnpm-workspace.yaml', { cwd: root })

test.each([...workflows, ...actions])(
  '%s pins every action of others by its full commit and names its version',
  (file) => {
    const uses = [...readFileSync(join(root, file), 'utf8').matchAll(/uses: (?<action>.*)/g)]
    const others = uses
      .map(({ groups }) => groups?.['action'] ?? '')
      .filter((action) => !action.startsWith('./'))
    expect(others.length).toBeGreaterThan(0)
    for (const action of others) expect(action).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d/)
  },
)

test.each(workflows)('%s reads by default; what a job may do stands with the job', (file) => {
  const { permissions, jobs } = parse(readFileSync(join(root, file), 'utf8'))
  expect(permissions).toEqual({ contents: 'read' })
  for (const [name, job] of Object.entries(jobs))
    expect([name, job]).toEqual([name, expect.objectContaining({ permissions: expect.anything() })])
})

test.each(roots)(
  '%s has a lockfile in which every package comes from the registry, with its checksum',
  (file) => {
    const lockfile = parse(readFileSync(join(root, file, '../pnpm-lock.yaml'), 'utf8'))
    const packages = Object.entries<{ resolution: object }>(lockfile['packages'])
    expect(packages.length).toBeGreaterThan(10)
    for (const [name, { resolution }] of packages) {
      expect([name, Object.keys(resolution)]).toEqual([name, ['integrity']])
    }
  },
)
