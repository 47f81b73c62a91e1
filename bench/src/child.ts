// One peer in a process of its own: makes as many calls as the parent asks for and reports what they cost.
import { setImmediate } from 'node:timers/promises'
import { answerInMemory, redirectTo } from './answers.ts'
import { loadPeer } from './peers/peer.ts'
import type { Cost, Round } from './processes.ts'
import { acceptedId } from './sample.ts'

const [, , name = '', baseUrl] = process.argv
const peer = await loadPeer(name)
if (baseUrl === undefined) globalThis.fetch = answerInMemory
else if (!peer.takesBaseUrl) globalThis.fetch = redirectTo(baseUrl)
const call = await peer.connect(baseUrl ?? 'https://api.example')
const { signal } = new AbortController()

const result = JSON.stringify(await call(signal))
if (!result.includes(acceptedId)) throw new Error(`${name} did not send the reaction: ${result}`)

process.on('message', async (round: Round) => process.send?.(await run(round)))

async function run({ calls, concurrency }: Round): Promise<Cost> {
  const latencies = new Float64Array(calls)
  let next = 0
  const callOnAndOn = async () => {
    while (next < calls) {
      const index = next++
      const begin = performance.now()
      await call(signal)
      latencies[index] = performance.now() - begin
    }
  }
  const cpuBefore = process.cpuUsage()
  const begin = performance.now()
  await Promise.all(Array.from({ length: concurrency }, callOnAndOn))
  const time = (performance.now() - begin) * 1_000
  const { user, system } = process.cpuUsage(cpuBefore)
  const p99 = (latencies.sort()[Math.floor(calls * 0.99)] ?? 0) * 1_000
  return { time: time / calls, cpu: (user + system) / calls, p99, heap: await heapUsed() }
}

/** Bytes still held; collected first where the process was started with `--expose-gc`. */
async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.()
    await setImmediate()
  }
  return process.memoryUsage().heapUsed
}
