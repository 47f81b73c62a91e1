// Keeps `dist` of the package in the current folder to what its build wrote, since the cache restores files and deletes
// none: `built-files.ts note` after a build, `built-files.ts sweep` after one that may have come from the cache.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'dist'
const list = '.built-files.json'
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  : []

if (process.argv.includes('note')) writeFileSync(list, `${JSON.stringify(files, null, 2)}\n`)
if (process.argv.includes('sweep')) {
  const built: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(built)) throw new Error(`${list} is not a list; run the build again`)
  for (const file of files.filter((each) => !built.includes(each))) rmSync(file)
}
