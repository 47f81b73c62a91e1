import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './known-files.ts'

const packages = ['spec', 'packages/client', 'packages/cli', 'packages/mock']
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaleyra-release-'))
  for (const place of [...packages, 'bin']) mkdirSync(join(folder, place), { recursive: true })
  for (const place of packages) {
    const name = `@kaleyra-reactions/${place.split('/').at(-1)}`
    const manifest = { name, version: '1.2.3', repository: 'example.test/repository' }
    writeFileSync(join(folder, place, 'package.json'), JSON.stringify(manifest))
  }
  writeFileSync(join(folder, 'spec/openapi.yaml'), 'info:\n  version: 0.0.0\n')
  // Stand-ins for the commands: each notes its words, and fails where they contain $FAILS.
  for (const command of ['pnpm', 'git', 'gh']) {
    const script = `#!/bin/sh
echo "${command} $*" >> "$LOG"
if [ -n "$FAILS" ]; then case "${command} $*" in *"$FAILS"*) exit 1;; esac; fi
`
    writeFileSync(join(folder, 'bin', command), script, { mode: 0o755 })
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

test('with credentials everything is published, tagged and attached, in this order', () => {
  const { status, commands } = release({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' })
  expect(status).toBe(0)
  const inOrder = ['changeset version', 'run check', 'run tarballs', 'push origin HEAD', 'changeset publish']
  const places = [...inOrder, 'push origin --follow-tags', 'gh release create'].map((words) =>
    commands.findIndex((command) => command.includes(words)),
  )
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((left, right) => left - right))
  const attached = commands.at(-1)
  expect(attached).toContain('@kaleyra-reactions/spec@1.2.3')
  for (const name of ['spec', 'client', 'cli', 'mock'])
    expect(attached).toContain(`tarballs/kaleyra-reactions-${name}-1.2.3.tgz`)
  expect(attached).toContain('spec/dist/openapi.yaml')
  expect(readFileSync(join(folder, 'spec/openapi.yaml'), 'utf8')).toContain('version: 1.2.3')
})

test('without credentials nothing is published or pushed, and that is said', () => {
  const { status, commands, output } = release({})
  expect([status, output]).toEqual([0, expect.stringContaining('NOT PUBLISHED')])
  expect(commands.filter((command) => /^git push|changeset publish|^gh /.test(command))).toEqual([])
})

test.each([
  ['run check', 'Nothing was published.'],
  ['push origin HEAD', 'Nothing was published.'],
  ['changeset publish', 'some packages may be published'],
  [
    'push origin --follow-tags',
    'ARE published; their tags are not pushed. Run: git push origin --follow-tags',
  ],
  ['release create', 'ARE published and tagged; the release page'],
])('where "%s" fails, the message tells what holds', (words, consequence) => {
  const { status, output, commands } = release({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't', FAILS: words })
  expect([status, output]).toEqual([1, expect.stringContaining(consequence)])
  expect(commands.at(-1)).toContain(words)
})

function release(variables: Record<string, string>): {
  status: number | null
  output: string
  commands: string[]
} {
  const log = join(folder, 'log')
  writeFileSync(log, '')
  const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, LOG: log, ...variables }
  const script = join(root, 'scripts/release.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    cwd: folder,
    encoding: 'utf8',
    env,
  })
  return { status, output: stdout + stderr, commands: readFileSync(log, 'utf8').trim().split('\n') }
}
