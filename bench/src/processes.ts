import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Peer } from './peers/list.ts'
import type { Job, Result } from './worker.ts'

/** A process that runs one peer. */
export interface Worker extends Disposable {
  peer: Peer
  run(job: Job): Promise<Result>
}

export async function startWorker(peer: Peer): Promise<Worker> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [peer.file], {
    execArgv: ['--expose-gc', '--no-warnings'],
  })
  await once(child, 'message')
  return {
    peer,
    async run(job) {
      child.send(job)
      const [result]: Result[] = await once(child, 'message')
      if (result === undefined) throw new Error(`${peer.name} gave no result`)
      return result
    },
    [Symbol.dispose]: () => void child.kill(),
  }
}

export async function startServer(): Promise<{ url: string } & Disposable> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')])
  const [text] = await once(child.stdout ?? child, 'data')
  return { url: String(text).trim(), [Symbol.dispose]: () => void child.kill() }
}

/** Milliseconds that a fresh process takes to import what a program of the peer imports. */
export function importTime({ imports }: Peer): number {
  const statements = imports.map((name) => `await import(${JSON.stringify(name)})`).join('\n')
  const program = `const start = performance.now()\n${statements || "await import('data:text/javascript,')"}
    console.log(performance.now() - start)`
  const flags = ['--no-warnings', '--input-type=module', '--eval', program]
  return Number(execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: 'utf8' }))
}

/** Runs `measure` for each in turn, 11 times over, each time beginning with another: what disturbs one disturbs all. */
export async function interleaved<Item, Value>(
  items: readonly Item[],
  measure: (item: Item) => Value | Promise<Value>,
): Promise<Map<Item, Value[]>> {
  const found = new Map<Item, Value[]>(items.map((item) => [item, []]))
  for (let round = 0; round < 11; round += 1) {
    const start = round % items.length
    for (const item of [...items.slice(start), ...items.slice(0, start)]) {
      found.get(item)?.push(await measure(item))
    }
  }
  return found
}

export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}
