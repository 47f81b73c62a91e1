import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Document, parseDocument } from 'yaml'
import { changesBetween } from '../scripts/contract-changes.ts'

const root = join(import.meta.dirname, '..')
const documentFile = 'spec/openapi.yaml'
const operation = ['paths', '/v2/{sid}/whatsapp/{phone_number}/messages']
const responses400 = [...operation, 'post', 'responses', '400', 'content', 'application/json']
const callback = ['webhooks', 'status-update', 'post', 'requestBody', 'content', 'application/json']
const schemas = ['components', 'schemas']
const text = { type: 'string', description: 'New.', example: 'x' }
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaleyra-version-test-'))
  const manifests = ['spec/package.json', '.changeset/config.json', 'redocly.yaml']
  for (const file of [documentFile, 'spec/samples', ...manifests]) {
    cpSync(join(root, file), join(folder, file), { recursive: true })
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a change of the document is rated by what it means to those who use it:', () => {
  test.each<[string, string, (document: Document) => void]>([
    ['a removed required field', 'major', (document) => document.deleteIn(field('MessagingObject', 'type'))],
    ['a removed optional field', 'major', (document) => document.deleteIn(field('ExtraInfo', 'ref2'))],
    [
      'a narrowed pattern',
      'major',
      (document) => document.setIn([...operation, 'parameters', 0, 'schema', 'pattern'], '^[A-Z]+$'),
    ],
    [
      'a new required field',
      'major',
      (document) => {
        document.setIn(field('Reaction', 'mood'), text)
        document.addIn([...schemas, 'Reaction', 'required'], 'mood')
      },
    ],
    [
      'an optional field that becomes required',
      'major',
      (document) => document.addIn([...schemas, 'MessagingObject', 'required'], 'recipient_type'),
    ],
    ['a removed case', 'major', removeCase],
    [
      'a removed case of a callback',
      'major',
      (document) => document.deleteIn([...callback, 'examples', 'WAV2101']),
    ],
    [
      'a response that is no longer documented',
      'major',
      (document) => document.deleteIn([...operation, 'post', 'responses', '500']),
    ],
    [
      'a case that is recognised by another key',
      'major',
      (document) => document.setIn([...responses400, 'examples', 'E110', 'value', 'error'], { funds: 'low' }),
    ],
    [
      'a case that is recognised by another code',
      'major',
      (document) => document.setIn([...responses400, 'examples', 'E110', 'value', 'code'], 'E111'),
    ],
    ['an added optional field', 'minor', (document) => document.setIn(field('ExtraInfo', 'campaign'), text)],
    [
      'an optional object with a required field of its own',
      'minor',
      (document) =>
        document.setIn(field('ExtraInfo', 'campaign'), {
          type: 'object',
          required: ['name'],
          properties: { name: text },
        }),
    ],
    ['a new case', 'minor', addCase],
    [
      'a second operation',
      'minor',
      (document) => document.setIn(['paths', '/v2/other'], withOtherName(document)),
    ],
    ['another description', 'patch', describeAnew],
  ])('%s needs a %s release', (_, bump, edit) => {
    editDocument(edit)
    expect(changesBetween(join(root, documentFile), join(folder, documentFile))[0]?.bump).toBe(bump)
  })

  test('a second operation is new as a whole, and its fields each', () => {
    editDocument((document) => document.setIn(['paths', '/v2/other'], withOtherName(document)))
    const changes = changesBetween(join(root, documentFile), join(folder, documentFile))
    const fields = changes.filter(({ what }) => what.startsWith('The request field sendOther'))
    expect(fields.length).toBeGreaterThan(3)
    for (const { what } of fields) expect(what).toMatch(/^The request field sendOther\..* was added\.$/)
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
    expect(check()).toMatchObject({ status: 0, output: expect.stringContaining('nothing is released') })
  })

  test('needs no changeset while the document is that of the release', () => {
    commit('@kaleyra-reactions/spec@0.0.0')
    expect(check()).toMatchObject({ status: 0 })
  })

  test('is refused with the changes and the command that mends it, until a changeset tells the truth', () => {
    commit('@kaleyra-reactions/spec@0.0.0')
    editDocument(removeCase)
    declare('minor', '@kaleyra-reactions/spec')
    declare('major', '@kaleyra-reactions/mock')
    const { status, output } = check()
    expect(status).toBe(1)
    expect(output).toContain('The case E110 of sendReaction was removed.')
    expect(output).toContain('changeset --major @kaleyra-reactions/spec')
    declare('major', '@kaleyra-reactions/spec')
    expect(check()).toMatchObject({ status: 0 })
  })

  test.each<[string, (document: Document) => void]>([
    ['patch', describeAnew],
    ['minor', addCase],
  ])('is refused where a change that needs a %s release has no changeset', (bump, edit) => {
    commit('@kaleyra-reactions/spec@0.0.0')
    editDocument(edit)
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining(`changeset --${bump} `) })
  })

  test('that a release has raised counts like the changesets it used up', () => {
    commit('@kaleyra-reactions/spec@0.0.0')
    editDocument(addCase)
    const manifest = join(folder, 'spec/package.json')
    writeFileSync(
      manifest,
      JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version: '0.1.0' }),
    )
    expect(check()).toMatchObject({ status: 0 })
    editDocument(removeCase)
    expect(check()).toMatchObject({ status: 1 })
  })
})

function field(schema: string, name: string): string[] {
  return [...schemas, schema, 'properties', name]
}

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
  document.setIn([...schemas, 'ExtraInfo', 'description'], 'Details, in other words.')
}

function withOtherName(document: Document): unknown {
  const copy = document.clone()
  copy.setIn([...operation, 'post', 'operationId'], 'sendOther')
  return copy.getIn(operation)
}

function editDocument(edit: (document: Document) => void): void {
  const file = join(folder, documentFile)
  const document = parseDocument(readFileSync(file, 'utf8'))
  edit(document)
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}

function declare(bump: string, name: string): void {
  writeFileSync(
    join(folder, `.changeset/${bump}-${name.split('/')[1]}.md`),
    `---\n"${name}": ${bump}\n---\n\nSay so\n`,
  )
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

function check(): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/version.ts')], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}
