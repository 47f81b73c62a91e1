// Prints the hand-written source lines of each part, and those of them that are neither blank nor comment; tests and
// generated code are not counted.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const isSource = /\.(ts|mustache|hbs|svg|yaml|html|css)$/
const isOther = /(^|\/)(test|samples|examples|generated)\/|pnpm-|^\.|^spec\/openapi\.yaml$/
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .trim()
  .split('\n')
const comment = /^\s*(\/\*[\s\S]*?\*\/|\/\/.*$|\{\{!--[\s\S]*?--\}\})/gm
const total = { part: 'total', lines: 0, code: 0 }
const parts = new Map<string, typeof total>()
for (const file of files) {
  if (!isSource.test(file) || isOther.test(file)) continue
  const [, found] = /^(packages\/[^/]+|[^/]+\/|)/.exec(file) ?? []
  const part = found || 'root'
  const text = readFileSync(file, 'utf8').trimEnd()
  const counted = parts.get(part) ?? { part, lines: 0, code: 0 }
  parts.set(part, counted)
  for (const count of [counted, total]) {
    count.lines += text.split('\n').length
    count.code += text.replace(comment, '').match(/\S.*/g)?.length ?? 0
  }
}
console.log('Hand-written source             lines   code')
for (const { part, lines, code } of [...parts.values(), total])
  console.log(`${part.padEnd(28)}${String(lines).padStart(9)}${String(code).padStart(7)}`)
