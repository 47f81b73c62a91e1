// Serves the mock and the docs, and builds everything again whenever the document is saved. What does not build
// is told with its place, and what was served goes on.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { build, root } from './build.ts'

const spec = join(root, 'spec')
/** Editors write a file in several steps. The build starts when that many milliseconds passed without one. */
const quiet = 150

const site = [join(root, 'packages/docs/node_modules/sirv-cli/bin.js'), join(root, 'packages/docs/dist')]
const docs = spawn(process.execPath, [...site, '--dev'], { stdio: 'inherit' })
let mock: ChildProcess | undefined
let timer: NodeJS.Timeout | undefined
let isBuilding = false
let isStale = false

for (const folder of [spec, join(spec, 'samples')])
  watch(folder, { recursive: folder !== spec }, (_, name) => {
    if (name === null || !/\.(yaml|json|ts|sh|mjs|py|php|java|go)$/.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(rebuild, quiet)
  })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    mock?.kill()
    docs.kill()
    process.exit()
  })

await serveMock()
console.log('Save spec/openapi.yaml: client, CLI, mock and docs follow. Ctrl-C ends.')

/** Builds; once more where the document was saved meanwhile. */
async function rebuild(): Promise<void> {
  isStale = true
  if (isBuilding) return
  isBuilding = true
  while (isStale) {
    isStale = false
    const start = performance.now()
    const isBuilt = await build()
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    if (isBuilt) await serveMock()
    console.log(
      isBuilt
        ? `Everything follows the document, after ${seconds} s.`
        : 'The document does not build, see above. The mock and the docs are those of the last build.',
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
