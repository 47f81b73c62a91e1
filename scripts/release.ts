// Versions, builds, checks and publishes. Without the credentials of the release workflow it does all but publish.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const packages = ['spec', 'packages/client', 'packages/cli', 'packages/mock']
/** GitHub gives it to a job that may identify itself. The registry trusts it, and provenance is made of it. */
const hasCredentials = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] !== undefined

const unpublished = 'Nothing was published.'

if (git('status', '--porcelain') !== '') fail('commit or put away your changes first', unpublished)
if (hasCredentials) for (const folder of packages) checkProvenance(folder)

run(unpublished, 'pnpm', 'exec', 'changeset', 'version')
const version: string = manifestOf('spec').version
writeDocumentVersion(version)
run(unpublished, 'pnpm', 'run', 'build')
run(unpublished, 'pnpm', 'run', 'check')
run(unpublished, 'pnpm', 'run', 'tarballs')
if (hasCredentials) publish()
else explain()

function publish(): void {
  if (git('status', '--porcelain') !== '') {
    run(unpublished, 'git', 'add', '--all')
    run(unpublished, 'git', 'commit', '--quiet', '--message', `Release ${version}`)
  }
  // Before publishing: a second run then publishes what a first one could not.
  run(unpublished, 'git', 'push', 'origin', 'HEAD')
  run(
    `The commit of ${version} is pushed; some packages may be published. Start the release again: it publishes those that are missing.`,
    ...['pnpm', 'exec', 'changeset', 'publish'],
  )
  run(
    `All packages of ${version} ARE published; their tags are not pushed. Run: git push origin --follow-tags`,
    ...['git', 'push', 'origin', '--follow-tags'],
  )
  const tag = `@kaleyra-reactions/spec@${version}`
  const bundles = ['spec/dist/openapi.yaml', 'spec/dist/openapi.json']
  const tarballs = packages.map((folder) => tarballOf(folder))
  run(
    `All packages of ${version} ARE published and tagged; the release page with the bundle and the tarballs is missing.`,
    ...['gh', 'release', 'create', tag, '--verify-tag', '--title', version, '--generate-notes'],
    ...bundles,
    ...tarballs,
  )
}

function explain(): void {
  run(unpublished, 'pnpm', '--recursive', 'publish', '--dry-run', '--no-git-checks')
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
  fail(`${folder}/package.json names no repository, which provenance is checked against`, unpublished)
}

/** Where `pnpm tarballs` puts the packed package. */
function tarballOf(folder: string): string {
  const { name, version } = manifestOf(folder)
  return `tarballs/${name.replace('@', '').replace('/', '-')}-${version}.tgz`
}

function manifestOf(folder: string): { name: string; version: string; repository?: unknown } {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
}

/** Runs a command; `consequence` tells what holds when it fails. */
function run(consequence: string, command: string, ...words: string[]): void {
  const { status } = spawnSync(command, words, { stdio: 'inherit' })
  if (status !== 0) fail(`${command} ${words.join(' ')} failed, see above`, consequence)
}

function git(...words: string[]): string {
  return execFileSync('git', words, { encoding: 'utf8' }).trim()
}

function fail(problem: string, consequence: string): never {
  console.error(`release: ${problem}. ${consequence}`)
  process.exit(1)
}
