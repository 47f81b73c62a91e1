// Measures the client beside its peers, prints the tables and writes results/client.json. Fails where a limit is missed.
import { join } from 'node:path'
import { sizeBudget, sizeOf } from '../../scripts/bundle-size.ts'
import { peers, withSignal } from './peers/list.ts'
import { importTime, interleaved, median, startServer, startWorker } from './processes.ts'
import { print, writeResults } from './results.ts'
import type { Result } from './worker.ts'

type Row = Record<string, number>
const rows = new Map<string, Row>(peers.map(({ name }) => [name, {}]))
const [floor, ours] = [rowOf('bare fetch'), rowOf('@kaleyra-reactions/client')]

for (const peer of peers)
  Object.assign(rowOf(peer.name), await sizeOf(join(import.meta.dirname, 'peers', `${peer.file}.ts`)))

const imports = await interleaved(peers, importTime)
for (const [peer, times] of imports) rowOf(peer.name)['import'] = median(times)
const emptyImport = floor['import'] ?? 0
for (const row of rows.values()) row['import'] = (row['import'] ?? 0) - emptyImport

const workers = await Promise.all(peers.map(startWorker))
using server = await startServer()
for (const worker of workers) {
  await worker.run({ concurrency: 1, calls: 2000 })
  await worker.run({ baseUrl: server.url, concurrency: 64, calls: 2000 })
}
const inMemory = await interleaved(workers, (worker) => worker.run({ concurrency: 1, calls: 5000 }))
for (const [{ peer }, results] of inMemory) rowOf(peer.name)['call'] = middle(results, 'time')
for (const concurrency of [1, 64]) {
  const job = { baseUrl: server.url, concurrency, calls: concurrency === 1 ? 500 : 2000 }
  for (const [{ peer }, results] of await interleaved(workers, (worker) => worker.run(job))) {
    const row = rowOf(peer.name)
    row[`cpu@${concurrency}`] = middle(results, 'cpu')
    row[`calls/s@${concurrency}`] = 1e6 / middle(results, 'time')
    row[`p99@${concurrency}`] = middle(results, 'p99')
  }
}
for (const worker of [...workers.slice(0, 1), await startWorker(withSignal)]) {
  const row = rowOf(worker.peer.name)
  row['heap@10k'] = (await worker.run({ concurrency: 1, calls: 10_000, heap: true })).heap / 1e6
  row['heap@100k'] = (await worker.run({ concurrency: 1, calls: 100_000, heap: true })).heap / 1e6
  worker[Symbol.dispose]()
}
for (const worker of workers) worker[Symbol.dispose]()

const limits: [string, number, number][] = [
  ['gzip size of the smallest program, B', ours['gzip'] ?? 0, sizeBudget],
  ['time per call in memory, times bare fetch', ratio('call'), 2],
  [
    'time per call in memory, µs, below the peer with timeout and retries',
    ours['call'] ?? 0,
    rowOf('@great-detail/whatsapp')['call'] ?? 0,
  ],
  ['CPU per call at concurrency 1, times bare fetch', ratio('cpu@1'), 1.25],
  ['CPU per call at concurrency 64, times bare fetch', ratio('cpu@64'), 1.25],
  [
    'import, ms, no slower than whatsapp-api-js',
    ours['import'] ?? 0,
    rowOf('whatsapp-api-js')['import'] ?? 0,
  ],
  [
    'heap after 100,000 calls, times that after 10,000',
    (ours['heap@100k'] ?? 0) / (ours['heap@10k'] ?? 1),
    1.05,
  ],
]

const shown: [string, number][] = [
  ['minified', 0],
  ['gzip', 0],
  ['import', 1],
  ['call', 2],
  ['cpu@1', 0],
  ['calls/s@1', 0],
  ['p99@1', 0],
  ['cpu@64', 0],
  ['calls/s@64', 0],
  ['p99@64', 0],
  ['heap@10k', 2],
  ['heap@100k', 2],
]
console.log('B minified and gzip; import in ms over an empty one; call, cpu and p99 in µs; heap in MB')
print(['', ...shown.map(([key]) => key)])
for (const [name, row] of rows)
  print([name, ...shown.map(([key, digits]) => row[key]?.toFixed(digits) ?? '–')])
console.log('\nTimes bare fetch')
print(['', 'call', 'cpu@1', 'cpu@64'])
for (const [name, row] of rows)
  print([name, ...['call', 'cpu@1', 'cpu@64'].map((key) => ((row[key] ?? 0) / (floor[key] ?? 1)).toFixed(2))])
console.log('\nLimits')
for (const [what, value, limit] of limits) {
  const isHeld = value <= limit
  console.log(`${isHeld ? 'held  ' : 'MISSED'}  ${what}: ${value.toFixed(2)} (at most ${limit.toFixed(2)})`)
  if (!isHeld) process.exitCode = 1
}
writeResults('client', { limits, rows: Object.fromEntries(rows) })

function rowOf(name: string): Row {
  return rows.get(name) ?? {}
}

function ratio(key: string): number {
  return (ours[key] ?? 0) / (floor[key] ?? 1)
}

function middle(results: readonly Result[], key: keyof Result): number {
  return median(results.map((result) => result[key]))
}
