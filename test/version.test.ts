import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Document, parseDocument } from 'yaml'
import { changesBetween } from '../scripts/contract-changes.ts'
import { root } from './known-files.ts'

const documentFile = 'spec/openapi.yaml'
const operation = ['paths', '/v2/{sid}/whatsapp/{phone_number}/messages', 'post']
const responses400 = [...operation, 'responses', '400', 'content', 'application/json']
const callback = ['webhooks', 'status-update', 'post', 'requestBody', 'content', 'application/json']
const folders = ['packages/cli', 'packages/client', 'packages/mock', 'spec']
const names = folders.map((folder) => `@kaleyra-reactions/${folder.split('/').at(-1)}`)
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaleyra-version-test-'))
  for (const file of [documentFile, '.changeset/config.json']) cpSync(join(root, file), join(folder, file))
  for (const [index, place] of folders.entries())
    writeManifest(place, { name: names[index], version: '0.1.0' })
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a change of the document is rated by what it means to those who use it:', () => {
  test.each<[string, (document: Document) => void]>([
    ['a removed case', removeCase],
    ['a removed case of a callback', (document) => document.deleteIn([...callback, 'examples', 'WAV2101'])],
    [
      'a case that is recognised by another key',
      (document) => document.setIn([...responses400, 'examples', 'E110', 'value', 'error'], { funds: 'low' }),
    ],
    [
      'a case that is recognised by another code',
      (document) => document.setIn([...responses400, 'examples', 'E110', 'value', 'code'], 'E111'),
    ],
  ])('%s needs a major release', (_, edit) => {
    editDocument(edit)
    expect(changesBetween(join(root, documentFile), join(folder, documentFile))[0]?.bump).toBe('major')
  })

  test('another version in the document alone is no change', () => {
    editDocument((document) => document.setIn(['info', 'version'], '9.9.9'))
    expect(changesBetween(join(root, documentFile), join(folder, documentFile))).toEqual([])
  })
})

describe('the version', () => {
  test('is compared with nothing before the first release', () => {
    commit()
    editDocument(removeCase)
    expect(check()).toMatchObject({ status: 0, output: expect.stringContaining('nothing has been released') })
  })

  test('is refused until a changeset of every published package tells the truth', () => {
    commit('@kaleyra-reactions/spec@0.1.0')
    expect(check()).toMatchObject({ status: 0 })
    editDocument(removeCase)
    declare('minor', names)
    declare('major', names.slice(0, 1))
    const { status, output } = check()
    expect(status).toBe(1)
    expect(output).toContain('no longer documented: the case E110 of sendReaction, status 400, code E110')
    const command = `changeset --major ${names.slice(1).join(',')} --message`
    expect(output).toContain(command)
    declare('major', names.slice(1))
    expect(check()).toMatchObject({ status: 0 })
  })

  test.each<[string, (document: Document) => void]>([
    ['patch', describeAnew],
    ['minor', addCase],
  ])('is refused where a change that needs a %s release has no changeset', (bump, edit) => {
    commit('@kaleyra-reactions/spec@0.1.0')
    editDocument(edit)
    const command = `changeset --${bump} ${names.join(',')} --message`
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining(command) })
  })

  test('is compared with nothing in a folder without git, which is a failure where CI is set', () => {
    const { CI: _, ...environment } = process.env
    const output = expect.stringMatching(/SKIPPED.*not a git clone/)
    expect(check(environment)).toEqual({ status: 0, output })
    expect(check({ ...environment, CI: 'true' })).toMatchObject({ status: 1 })
  })

  test('that a release has raised counts like the changesets it used up', () => {
    commit('@kaleyra-reactions/spec@0.1.0')
    editDocument(addCase)
    writeManifest('spec', { name: '@kaleyra-reactions/spec', version: '0.2.0' })
    expect(check()).toMatchObject({ status: 0 })
    editDocument(removeCase)
    expect(check()).toMatchObject({ status: 1 })
  })
})

function removeCase(document: Document): void {
  document.deleteIn([...responses400, 'examples', 'E110'])
}

function addCase(document: Document): void {
  const example = {
    summary: '400 New',
    value: { code: 'NEW1', message: 'x', data: {}, error: { marker: 'x' } },
  }
  document.setIn([...responses400, 'examples', 'NEW1'], example)
}

function describeAnew(document: Document): void {
  document.setIn(['components', 'schemas', 'ExtraInfo', 'description'], 'Details, in other words.')
}

function editDocument(edit: (document: Document) => void): void {
  const file = join(folder, documentFile)
  const document = parseDocument(readFileSync(file, 'utf8'))
  edit(document)
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}

function declare(bump: string, packages: string[]): void {
  const releases = packages.map((name) => `"${name}": ${bump}`)
  const lines = ['---', ...releases, '---', '', 'Say so', '']
  writeFileSync(join(folder, `.changeset/${bump}-${packages.length}.md`), lines.join('\n'))
}

function writeManifest(place: string, manifest: object): void {
  const file = join(folder, place, 'package.json')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(manifest))
}

function commit(tag?: string): void {
  git('init', '--quiet')
  git('add', '--all')
  git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message', 'Start')
  if (tag) git('tag', tag)
}

function git(...command: string[]): void {
  execFileSync('git', command, { cwd: folder })
}

function check(env: NodeJS.ProcessEnv = process.env): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/version.ts')], {
    cwd: folder,
    encoding: 'utf8',
    env,
  })
  return { status, output: stdout + stderr }
}
