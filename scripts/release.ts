// Versions, builds, checks and publishes. Without the credentials of the release workflow it does all but publish.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const packages = ['spec', 'packages/client', 'packages/cli', 'packages/mock']
/** GitHub gives it to a job that may identify itself: the registry trusts it, and it is what provenance is made of. */
const hasCredentials = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] !== undefined

if (git('status', '--porcelain') !== '') fail('commit or put away your changes first')
if (hasCredentials) for (const folder of packages) checkProvenance(folder)

run('pnpm', 'exec', 'changeset', 'version')
const version: string = manifestOf('spec').version
writeDocumentVersion(version)
run('pnpm', 'run', 'build')
run('pnpm', 'run', 'check')
run('pnpm', 'run', 'tarballs')
if (hasCredentials) publish()
else explain()

function publish(): void {
  if (git('status', '--porcelain') !== '') {
    run('git', 'add', '--all')
    run('git', 'commit', '--quiet', '--message', `Release ${version}`)
  }
  // Before publishing: a second run then publishes what a first one could not.
  run('git', 'push', 'origin', 'HEAD')
  run('pnpm', 'exec', 'changeset', 'publish')
  run('git', 'push', 'origin', '--follow-tags')
}

function explain(): void {
  run('pnpm', '--recursive', 'publish', '--dry-run', '--no-git-checks')
  console.log(`
${version} is versioned, built, checked and packed (tarballs/).
NOT PUBLISHED: no credentials here; the release workflow has them.
See the changelogs: git diff; git status. Take everything back: git restore . && git clean -d --force`)
}

/** The document is released under the same number as the packages. */
function writeDocumentVersion(version: string): void {
  const file = 'spec/openapi.yaml'
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^( {2}version: ).*$/m, `$1${version}`))
}

function checkProvenance(folder: string): void {
  if (manifestOf(folder).repository) return
  fail(`${folder}/package.json names no repository, which provenance is checked against`)
}

function manifestOf(folder: string): { version: string; repository?: unknown } {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
}

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) fail(`${command} ${args.join(' ')} failed, see above; nothing was published`)
}

function git(...command: string[]): string {
  return execFileSync('git', command, { encoding: 'utf8' }).trim()
}

function fail(problem: string): never {
  console.error(`release: ${problem}`)
  process.exit(1)
}
