// Runs worker.mjs of the project in the current folder in workerd, and prints what it responds to the given path.
import { Miniflare } from 'miniflare'
import { bundle } from './bundle.ts'

const worker = new Miniflare({
  modules: true,
  script: await bundle('worker.mjs', ['workerd', 'worker', 'import']),
  bindings: {
    KALEYRA_BASE_URL: process.env['KALEYRA_BASE_URL'] ?? '',
    KALEYRA_DROPPING_URL: process.env['KALEYRA_DROPPING_URL'] ?? '',
  },
  compatibilityDate: '2026-01-01',
})
try {
  const response = await worker.dispatchFetch(`http://worker.test/${process.argv[2] ?? ''}`)
  console.log(await response.text())
} finally {
  await worker.dispose()
}
