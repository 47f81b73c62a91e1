import { globSync, readFileSync } from 'node:fs'

/** What a package.json says of its package. */
export interface Manifest {
  name: string
  version: string
  private?: boolean
  repository?: unknown
}

/** The folders of the packages that are published, all under the same version. */
export function publishedPackages(): string[] {
  const folders = globSync(['spec', 'packages/*']).sort()
  return folders.filter((folder) => !manifestOf(folder).private)
}

/** The package.json of a folder; `.` is the root. */
export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
}
