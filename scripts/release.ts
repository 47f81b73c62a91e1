// Versions, builds, checks and packs. With `--publish` it publishes as well; without, everything stays on this machine.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readChangesets } from '@changesets/read'
import { manifestOf, publishedPackages } from './published-packages.ts'

const { publish: publishes } = parseArgs({ options: { publish: { type: 'boolean' } } }).values
const { repository } = manifestOf('.')
const unpublished = 'Nothing was published.'

if (execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }) !== '')
  fail('commit or stash your changes first', unpublished)
if (publishes && !/^https:\/\/[^/]+\/[^/]+\/[^/]+(?<!\.git)$/.test(`${repository}`))
  fail(
    'the root package.json needs a `repository` such as "https://github.com/owner/name": provenance is checked against it',
    unpublished,
  )

// None is left where an earlier start got as far as the commit.
const changesets = await readChangesets(process.cwd())
if (changesets.length > 0) run(unpublished, 'pnpm', 'exec', 'changeset', 'version')
const { version } = manifestOf('spec')
// The document is released under the same number as the packages.
rewrite('spec/openapi.yaml', (text) => text.replace(/^( {2}version: ).*$/m, `$1${version}`))
if (publishes) preparePublishing()
run(unpublished, 'pnpm', 'run', 'build')
run(unpublished, 'pnpm', 'run', 'check')
run(unpublished, 'pnpm', 'run', 'tarballs')
if (publishes) publish()
else
  console.log(`
Version ${version} is built, checked and packed in tarballs/. It is NOT PUBLISHED: run this with --publish for that.
To see what changed: git status; git diff. To undo everything: git restore . && git clean -d --force`)

/** What holds from the first publishing on: the packages name their repository, and no text says that they are not there. */
function preparePublishing(): void {
  for (const folder of publishedPackages()) {
    const address = { type: 'git', url: `git+${repository}.git`, directory: folder }
    rewrite(
      `${folder}/package.json`,
      (text) => `${JSON.stringify({ ...JSON.parse(text), repository: address }, null, 2)}\n`,
    )
  }
  for (const folder of ['.', ...publishedPackages()]) {
    const readme = `${folder}/README.md`
    if (existsSync(readme)) rewrite(readme, withoutUnpublished)
  }
}

/** A README without the regions that hold until the packages are on the registry. */
function withoutUnpublished(text: string): string {
  return text.replaceAll(/<!-- begin: until published -->\n.*?<!-- end: until published -->\n\n?/gs, '')
}

function publish(): void {
  run(unpublished, 'git', 'add', '--all')
  if (spawnSync('git', ['diff', '--cached', '--quiet']).status !== 0)
    run(unpublished, 'git', 'commit', '--quiet', '--message', `Release ${version}`)
  // Before publishing: a second run then publishes what a first one could not.
  run(unpublished, 'git', 'push', 'origin', 'HEAD')
  run(
    `The commit of ${version} is pushed; some packages may be published. Start the release again to publish the missing ones.`,
    ...['pnpm', 'exec', 'changeset', 'publish'],
  )
  const untagged = `All packages of ${version} ARE published; their tags are not pushed. In a clone of that commit run: pnpm exec changeset git-tag && git push origin --tags`
  // Changesets tags what it has just published; an earlier start may have published the others.
  run(untagged, 'pnpm', 'exec', 'changeset', 'git-tag')
  run(untagged, 'git', 'push', 'origin', 'HEAD', '--follow-tags')
  run(
    `All packages of ${version} ARE published and tagged; the release page with the bundles is missing, or exists already.`,
    ...['gh', 'release', 'create', `@kaleyra-reactions/spec@${version}`, '--verify-tag'],
    ...['--title', version, '--generate-notes', 'spec/dist/openapi.yaml', 'spec/dist/openapi.json'],
  )
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** Runs a command; `consequence` tells what holds when it fails. */
function run(consequence: string, command: string, ...words: string[]): void {
  const { status } = spawnSync(command, words, { stdio: 'inherit' })
  if (status !== 0) fail(`${command} ${words.join(' ')} failed, see above`, consequence)
}

function fail(problem: string, consequence: string): never {
  console.error(`release: ${problem}. ${consequence}`)
  process.exit(1)
}
