import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** Prints a row of a table, its first cell wide. */
export function print(cells: readonly string[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(11))).join(''))
}

/** Writes `results/<name>.json`, with what it was measured on. */
export function writeResults(name: string, results: object): void {
  const folder = join(import.meta.dirname, '../results')
  const [cpu] = cpus()
  const machine = {
    node: process.version,
    cpu: cpu?.model,
    cores: cpus().length,
    date: new Date().toISOString(),
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ ...machine, ...results }, null, 2)}\n`)
}
