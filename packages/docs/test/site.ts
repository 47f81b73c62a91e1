import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { document } from '../src/site-document.ts'

/** Where the built site is. */
export const dist: string = join(import.meta.dirname, '../dist')

/** The path below which the published site lies. */
export const basePath: string = new URL(document.info['x-docs-url'] ?? 'http://localhost/').pathname

/** The text of a file of the site. */
export function read(file: string): string {
  return readFileSync(join(dist, file), 'utf8')
}

/** Every file of a folder by its path in it. */
export function filesIn(folder: string = dist): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** The pages that are ours from the first to the last byte. */
export const ownPages: string[] = filesIn().filter((file) => /^errors\/.*html$|^404/.test(file))
