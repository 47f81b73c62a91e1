// Fails where the next version would not tell the truth about what changed in the document since the last release.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readChangesets } from '@changesets/read'
import { type Bump, bumps, type Change, changesBetween } from './contract-changes.ts'

const spec = '@kaleyra-reactions/spec'
const documentFile = 'spec/openapi.yaml'

if (existsSync('.git') || process.env['CI']) await compareWithLastRelease()
else console.warn('version: SKIPPED the comparison with the last release: this folder is no clone of git.')

async function compareWithLastRelease(): Promise<void> {
  if (git('rev-parse', '--is-shallow-repository') === 'true') {
    fail('a shallow clone does not know the last release. Run: git fetch --unshallow --tags')
  }
  const tags = git('tag', '--list', `${spec}@*`, '--merged', 'HEAD', '--sort=-version:refname')
  const tag = tags.split('\n')[0]
  if (tag) compareWith(tag, await declaredSince(tag))
  else console.log('version: nothing is released yet, so there is nothing to compare the document with')
}

function compareWith(tag: string, declared: Bump | undefined): void {
  const changes = changesSince(tag)
  const needed = changes[0]?.bump
  if (needed === undefined || rank(declared) >= rank(needed)) {
    console.log(`version: ${changes.length} changes since ${tag}; ${declared ?? 'no release'} is declared`)
    return
  }
  const list = changes.map(({ bump, what }) => `  ${bump.padEnd(6)} ${what}`).join('\n')
  fail(
    `the document changed since ${tag}, which needs a ${needed} release; declared: ${declared ?? 'none'}.\n${list}\n` +
      `Run: pnpm changeset --${needed} ${spec} --message "What users see, and why"`,
  )
}

/** What the changesets and the version in the manifest, once a release has raised it, promise since the release. */
async function declaredSince(tag: string): Promise<Bump | undefined> {
  const changesets = await readChangesets(process.cwd())
  const releases = changesets.flatMap(({ releases }) => releases).filter(({ name }) => name === spec)
  const { version } = JSON.parse(readFileSync('spec/package.json', 'utf8'))
  const steps = [...releases.map(({ type }) => type), raised(tag.slice(spec.length + 1), version)]
  return bumps.findLast((bump) => steps.includes(bump))
}

/** The step from one version to another: the first of its three parts that differs. */
function raised(from: string, to: string): Bump | 'none' {
  const after = to.split('.')
  const part = from.split('.').findIndex((number, index) => number !== after[index])
  return [...bumps].reverse()[part] ?? 'none'
}

function changesSince(tag: string): Change[] {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-version-'))
  try {
    // The whole folder, for the files that the document refers to.
    const archive = execFileSync('git', ['archive', tag, 'spec'], { maxBuffer: 64e6 })
    execFileSync('tar', ['-x', '-C', folder], { input: archive })
    return changesBetween(join(folder, documentFile), documentFile)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function rank(bump: Bump | undefined): number {
  return bump === undefined ? -1 : bumps.indexOf(bump)
}

function git(...command: string[]): string {
  return execFileSync('git', command, { encoding: 'utf8' }).trim()
}

function fail(problem: string): never {
  console.error(`version: ${problem}`)
  process.exit(1)
}
