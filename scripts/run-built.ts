// Builds what a program needs, and runs it: `node scripts/run-built.ts <program> <its words>`.
import { relative, resolve } from 'node:path'
import { build, root } from './build.ts'

const [node = '', , program = '', ...words] = process.argv
const path = resolve(program)
const place = relative(root, path).match(/^packages\/[^/]+/)?.[0]

if (await build(place)) {
  process.argv = [node, path, ...words]
  await import(path)
} else {
  process.exitCode = 1
}
