// Lints the workflows with actionlint, which Go builds. Without Go that is a named skip; where CI is set it is a failure.
import { spawnSync } from 'node:child_process'

const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'
const { status, error } = spawnSync('go', ['run', actionlint], { stdio: 'inherit' })
if (error && !process.env['CI']) {
  console.warn('workflows: SKIPPED: .github/workflows is not linted without Go. Install Go 1.24 or newer.')
} else if (status !== 0) {
  console.error(
    `workflows: ${error ? 'actionlint needs Go: install Go 1.24 or newer' : 'actionlint found mistakes, see above'}`,
  )
  process.exitCode = 1
} else {
  console.log('workflows: actionlint found no mistakes')
}
