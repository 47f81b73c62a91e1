import { type Cost, type Round, startPeer, startServer } from '../processes.ts'
import { type Figures, interleave, median } from '../rounds.ts'

const warmUpCalls = 10_000

/** Microseconds a call takes when the answer comes from memory: what the peer itself costs. */
export async function measureCallTime(names: readonly string[], rounds: number): Promise<Figures> {
  const costs = await measureCalls(names, rounds, { calls: 2_000, concurrency: 1 })
  return figuresOf(costs, (costs) => ({ 'call µs': median(costs.map(({ time }) => time)) }))
}

/** What a call over a loopback connection costs the calling process, at one concurrency. */
export async function measureLoopback(
  names: readonly string[],
  rounds: number,
  concurrency: number,
): Promise<Figures> {
  const server = startServer()
  const baseUrl = `http://127.0.0.1:${await server.ask()}`
  const costs = await measureCalls(names, rounds, { calls: 2_000, concurrency }, baseUrl)
  server.stop()
  return figuresOf(costs, (costs) => ({
    'CPU µs': median(costs.map(({ cpu }) => cpu)),
    'calls/s': median(costs.map(({ time }) => 1_000_000 / time)),
    'p99 µs': median(costs.map(({ p99 }) => p99)),
  }))
}

/** Bytes of heap held after 10,000 and after 100,000 calls that share one `AbortSignal`, answered from memory. */
export async function measureHeap(names: readonly string[]): Promise<Figures> {
  const figures: Figures = {}
  for (const name of names) {
    const peer = startPeer(name, undefined, ['--expose-gc'])
    const { heap: early } = await peer.ask({ calls: 10_000, concurrency: 1 })
    const { heap: late } = await peer.ask({ calls: 90_000, concurrency: 1 })
    peer.stop()
    figures[name] = { 'after 10k B': early, 'after 100k B': late, 'growth B': late - early }
  }
  return figures
}

async function measureCalls(
  names: readonly string[],
  rounds: number,
  round: Round,
  baseUrl?: string,
): Promise<Map<string, Cost[]>> {
  const peers = new Map(names.map((name) => [name, startPeer(name, baseUrl)]))
  const ask = async (name: string, { calls, concurrency }: Round) => {
    const peer = peers.get(name)
    if (!peer) throw new Error(`${name} was not started`)
    return peer.ask({ calls, concurrency })
  }
  await interleave(names, 1, (name) => ask(name, { ...round, calls: warmUpCalls }))
  const costs = await interleave(names, rounds, (name) => ask(name, round))
  for (const peer of peers.values()) peer.stop()
  return costs
}

function figuresOf(
  costs: Map<string, Cost[]>,
  summarize: (costs: Cost[]) => Record<string, number>,
): Figures {
  return Object.fromEntries([...costs].map(([name, costs]) => [name, summarize(costs)]))
}
