// Fails where the next version would not tell the truth about what changed in the document since the last release.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readChangesets } from '@changesets/read'
import { type Bump, bumps, type Change, changesBetween } from './contract-changes.ts'
import { manifestOf, publishedPackages } from './published-packages.ts'

const documentFile = 'spec/openapi.yaml'
/** Each of them is made from the document and changes with it, so the changelog of each has to say so. */
const names = publishedPackages().map((folder) => manifestOf(folder).name)
const tagPrefix = '@kaleyra-reactions/spec@'

const noClone = 'the document cannot be compared with the last release, since this folder is not a git clone'
if (existsSync('.git')) await compareWithLastRelease()
else if (process.env['CI']) fail(noClone)
else console.warn(`version: SKIPPED: ${noClone}.`)

async function compareWithLastRelease(): Promise<void> {
  if (git('rev-parse', '--is-shallow-repository') === 'true') {
    fail('this clone is shallow and lacks the last release. Run: git fetch --unshallow --tags')
  }
  const tags = git('tag', '--list', `${tagPrefix}*`, '--merged', 'HEAD', '--sort=-version:refname')
  const tag = tags.split('\n')[0]
  if (tag) await compareWith(tag)
  else console.log('version: nothing has been released yet to compare the document with')
}

async function compareWith(tag: string): Promise<void> {
  const changes = changesSince(tag)
  const needed = changes[0]?.bump
  const undeclared = needed ? await namesWithout(needed, tag) : []
  if (needed === undefined || undeclared.length === 0) {
    console.log(`version: all changes to the document since ${tag} are declared (${changes.length})`)
    return
  }
  const list = changes.map(({ bump, what }) => `  ${bump.padEnd(6)} ${what}`).join('\n')
  fail(
    `the document has changed since ${tag}. Add a ${needed} changeset for ${undeclared.join(', ')}.\n${list}\n` +
      `Run: pnpm changeset --${needed} ${undeclared.join(',')} --message "What users see, and why"`,
  )
}

/** The packages for which neither a changeset nor a version that was raised since the release promises such a step. */
async function namesWithout(needed: Bump, tag: string): Promise<string[]> {
  const enough = bumps.slice(bumps.indexOf(needed))
  const raised = stepBetween(tag.slice(tagPrefix.length), manifestOf('spec').version)
  if (raised && enough.includes(raised)) return []
  const releases = (await readChangesets(process.cwd())).flatMap(({ releases }) => releases)
  const declared = releases.filter(({ type }) => type !== 'none' && enough.includes(type))
  return names.filter((name) => !declared.some((release) => release.name === name))
}

/** The first part in which two versions differ. */
function stepBetween(from: string, to: string): Bump | undefined {
  const after = to.split('.')
  return [...bumps].reverse()[from.split('.').findIndex((number, index) => number !== after[index])]
}

function changesSince(tag: string): Change[] {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-version-'))
  try {
    const before = join(folder, 'openapi.yaml')
    writeFileSync(before, git('show', `${tag}:${documentFile}`))
    return changesBetween(before, documentFile)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function git(...command: string[]): string {
  return execFileSync('git', command, { encoding: 'utf8' }).trim()
}

function fail(problem: string): never {
  console.error(`version: ${problem}`)
  process.exit(1)
}
