// Serves the docs and the mock, and builds again whenever the document or another source is saved. What does not build is
// told with its place, and what was served goes on.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, watch } from 'node:fs'
import { join } from 'node:path'
import { build, root } from './build.ts'

const sources = ['spec/{rules,samples,scripts}/**/', 'packages/*/{src,templates,scripts}/**/']
/** Editors write a file in several steps. The build starts when that many milliseconds passed without one. */
const quiet = 150

const site = [join(root, 'node_modules/sirv-cli/bin.js'), join(root, 'packages/docs/dist')]
const docs = spawn(process.execPath, [...site, '--dev'], { stdio: 'inherit' })
let mock: ChildProcess | undefined
let timer: NodeJS.Timeout | undefined
let isBuilding = false
let isStale = false

await serveMock()
watch(join(root, 'spec'), (_, name) => {
  if (name === 'openapi.yaml') follow()
})
// Each folder by itself: a recursive watch loses a file that an editor replaces. A build writes the generated files.
for (const folder of globSync(sources, { cwd: root }))
  if (!folder.includes('generated')) watch(join(root, folder), follow)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    mock?.kill()
    docs.kill()
    process.exit()
  })
console.log('Save spec/openapi.yaml or another source file, and everything is rebuilt. Press Ctrl-C to stop.')

function follow(): void {
  clearTimeout(timer)
  timer = setTimeout(rebuild, quiet)
}

/** Builds; once more where something was saved meanwhile. */
async function rebuild(): Promise<void> {
  isStale = true
  if (isBuilding) return
  isBuilding = true
  while (isStale) {
    isStale = false
    const start = performance.now()
    const isBuilt = await build()
    if (isBuilt) await serveMock()
    console.log(
      isBuilt
        ? `Rebuilt in ${((performance.now() - start) / 1000).toFixed(1)} s.`
        : 'The build failed, see above. The mock and the docs still show the last good build.',
    )
  }
  isBuilding = false
}

/** Starts the mock of the last build, in place of the one before. */
async function serveMock(): Promise<void> {
  if (mock !== undefined && mock.exitCode === null) {
    mock.kill()
    await once(mock, 'exit')
  }
  mock = spawn(process.execPath, [join(root, 'packages/mock/dist/main.cjs')], { cwd: root, stdio: 'inherit' })
}
