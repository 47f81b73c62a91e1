import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from './known-files.ts'

const names = ['spec', 'client', 'cli', 'mock']
const address = 'https://example.test/owner/name'
let folder = ''
let clone = ''

/** A clone with the four packages and a changeset of each; its origin is beside it. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaleyra-release-'))
  clone = join(folder, 'clone')
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', 'origin')
  git(folder, 'init', '--quiet', '--initial-branch=main', 'clone')
  git(clone, 'remote', 'add', 'origin', join(folder, 'origin'))
  git(clone, 'config', 'user.name', 'test')
  git(clone, 'config', 'user.email', 'test@localhost')
  write('pnpm-workspace.yaml', 'packages: [spec, packages/*]\n')
  write('package.json', JSON.stringify({ name: 'root', private: true, repository: address }))
  write(
    'README.md',
    'One.\n\n<!-- begin: until published -->\n\nNot there yet.\n\n<!-- end: until published -->\n\nTwo.\n',
  )
  write('spec/openapi.yaml', 'info:\n  version: 0.0.0\n')
  write('packages/model/package.json', JSON.stringify({ name: 'model', version: '0.0.0', private: true }))
  for (const name of names)
    write(manifestFile(name), JSON.stringify({ name: `@kaleyra-reactions/${name}`, version: '0.0.0' }))
  cpSync(join(root, '.changeset/config.json'), join(clone, '.changeset/config.json'))
  const releases = names.map((name) => `"@kaleyra-reactions/${name}": minor`)
  write('.changeset/first.md', ['---', ...releases, '---', '', 'Say so', ''].join('\n'))
  git(clone, 'add', '--all')
  git(clone, 'commit', '--quiet', '--message', 'Start')
  git(clone, 'push', '--quiet', 'origin', 'HEAD')
  // Changesets and git are real. Building, publishing and GitHub are stand-ins, which fail where they contain $FAILS.
  const failing = 'if [ -n "$FAILS" ]; then case "$(basename "$0") $*" in *"$FAILS"*) exit 1;; esac; fi'
  const changeset = `"${process.execPath}" "${join(root, 'node_modules/@changesets/cli/bin.js')}"`
  program('pnpm', [
    failing,
    `case "$*" in`,
    `"exec changeset version") exec ${changeset} version;;`,
    `"exec changeset git-tag") exec ${changeset} git-tag;;`,
    'esac',
  ])
  program('gh', [failing, 'echo "gh $*"'])
  program('git', [failing, 'PATH="$REST" exec git "$@"'])
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a release pushes the version, its tags and READMEs that call the packages published', () => {
  const { status, output } = release(['--publish'])
  expect([status, output]).toEqual([
    0,
    expect.stringContaining('gh release create @kaleyra-reactions/spec@0.1.0'),
  ])
  expect(git(folder, '-C', 'origin', 'tag').split('\n')).toEqual(
    names.map((name) => `@kaleyra-reactions/${name}@0.1.0`).sort(),
  )
  const pushed = (file: string) => git(folder, '-C', 'origin', 'show', `main:${file}`)
  expect(pushed('spec/openapi.yaml')).toContain('version: 0.1.0')
  expect(pushed('README.md')).toBe('One.\n\nTwo.')
  for (const name of names) {
    const file = manifestFile(name)
    const repository = { type: 'git', url: `git+${address}.git`, directory: dirname(file) }
    expect(JSON.parse(pushed(file))).toMatchObject({ version: '0.1.0', repository })
    expect(pushed(join(dirname(file), 'CHANGELOG.md'))).toContain('Say so')
  }
})

test('a second start goes on where the first one could not publish', () => {
  expect(release(['--publish'], 'changeset publish').status).toBe(1)
  expect(release(['--publish']).status).toBe(0)
  expect(git(folder, '-C', 'origin', 'tag')).toContain('@kaleyra-reactions/mock@0.1.0')
})

test('without --publish the version is there, nothing leaves the machine, and that is said', () => {
  const { status, output } = release([])
  expect([status, output]).toEqual([0, expect.stringContaining('NOT PUBLISHED')])
  expect(git(folder, '-C', 'origin', 'log', '--format=%s', '--all')).toBe('Start')
  expect(readFileSync(join(clone, 'spec/CHANGELOG.md'), 'utf8')).toContain('## 0.1.0')
  expect(readFileSync(join(clone, 'README.md'), 'utf8')).toContain('Not there yet.')
})

test('while the root names no repository, nothing is published', () => {
  write('package.json', JSON.stringify({ name: 'root', private: true }))
  git(clone, 'commit', '--quiet', '--all', '--message', 'Forget the address')
  const { status, output } = release(['--publish'])
  expect([status, output]).toEqual([1, expect.stringMatching(/`repository`.* Nothing was published\./)])
  expect(git(clone, 'status', '--porcelain')).toBe('')
})

test.each([
  ['run check', 'Nothing was published.'],
  ['push origin HEAD', 'Nothing was published.'],
  ['changeset publish', 'some packages may be published'],
  [
    'push origin HEAD --follow-tags',
    'ARE published; their tags are not pushed. In a clone of that commit run:',
  ],
  ['release create', 'ARE published and tagged; the release page'],
])('where "%s" fails, the message tells what holds', (words, consequence) => {
  const { status, output } = release(['--publish'], words)
  expect([status, output]).toEqual([1, expect.stringContaining(consequence)])
})

function release(words: string[], fails = ''): { status: number | null; output: string } {
  const { PATH: rest } = process.env
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${rest}`, REST: rest, FAILS: fails }
  const script = join(root, 'scripts/release.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], {
    cwd: clone,
    encoding: 'utf8',
    env,
  })
  return { status, output: stdout + stderr }
}

function manifestFile(name: string): string {
  return name === 'spec' ? 'spec/package.json' : `packages/${name}/package.json`
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true })
  writeFileSync(join(clone, file), text)
}

function program(name: string, lines: string[]): void {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'bin', name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 })
}

function git(cwd: string, ...words: string[]): string {
  return execFileSync('git', words, { cwd, encoding: 'utf8' }).trim()
}
