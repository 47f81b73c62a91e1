// Prints the hand-written source lines of each part; tests and generated code are not counted.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const isSource = /\.(ts|mustache|hbs|svg|yaml|html|css)$/
const isOther = /(^|\/)(test|samples|examples|generated)\/|pnpm-|^\.|^spec\/openapi\.yaml$/
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .trim()
  .split('\n')
const lines = new Map<string, number>()
for (const file of files) {
  if (!isSource.test(file) || isOther.test(file)) continue
  const [, part = ''] = /^(packages\/[^/]+|[^/]+\/|)/.exec(file) ?? []
  const count = readFileSync(file, 'utf8').trimEnd().split('\n').length
  lines.set(part || 'root', (lines.get(part || 'root') ?? 0) + count)
}
lines.set(
  'total',
  [...lines.values()].reduce((sum, count) => sum + count, 0),
)
console.log('Hand-written source lines')
for (const [part, count] of lines) console.log(`${part.padEnd(20)}${String(count).padStart(6)}`)
