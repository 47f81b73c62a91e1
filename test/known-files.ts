import { cpSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

/** The root of the repository. */
export const root: string = join(import.meta.dirname, '..')

/** Names and paths that are no part of the repository. Git itself is not asked: a folder without `.git` has it all, too. */
const ignored = new Set([
  '.git',
  ...readFileSync(join(root, '.gitignore'), 'utf8').replaceAll(/\/$/gm, '').trim().split('\n'),
])

/** Copies the repository into a folder, without what git ignores. */
export function copyKnownFiles(folder: string): void {
  const filter = (path: string) => !ignored.has(basename(path)) && !ignored.has(relative(root, path))
  cpSync(root, folder, { recursive: true, filter })
}
