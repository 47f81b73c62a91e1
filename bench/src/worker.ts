// Runs one peer in a process of its own, on demand of its parent: one job a message, one result back.

import type { Create } from './peers/peer.ts'
import { fetchInMemory } from './response.ts'

/** What a worker is asked to do. */
export interface Job {
  /** Address of the server; without one, an in-memory fetch responds. */
  baseUrl?: string
  concurrency: number
  calls: number
  /** Gives the heap after the calls instead of times. */
  heap?: boolean
}

/** Per call, in microseconds, but for the heap. */
export interface Result {
  time: number
  cpu: number
  p99: number
  /** Bytes. */
  heap: number
}

const ownFetch = globalThis.fetch
const { create }: { create: Create } = await import(`./peers/${process.argv[2]}.ts`)

process.on('message', async (job: Job) => process.send?.(await run(job)))
process.send?.('ready')

async function run({ baseUrl, concurrency, calls, heap }: Job): Promise<Result> {
  const call = create(
    baseUrl ?? 'https://api.in.kaleyra.io',
    baseUrl === undefined ? fetchInMemory : ownFetch,
  )
  const latencies = new Float64Array(calls)
  let started = 0
  const start = performance.now()
  const before = process.cpuUsage()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (started < calls) {
        const index = started++
        const from = performance.now()
        await call()
        latencies[index] = performance.now() - from
      }
    }),
  )
  const { user, system } = process.cpuUsage(before)
  const time = ((performance.now() - start) * 1000) / calls
  if (heap) globalThis.gc?.()
  const p99 = (latencies.sort()[Math.floor(calls * 0.99)] ?? 0) * 1000
  return { time, cpu: (user + system) / calls, p99, heap: process.memoryUsage().heapUsed }
}
