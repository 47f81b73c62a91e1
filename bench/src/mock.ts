// Measures the mock beside Prism's own server, prints the table and writes results/mock.json.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMock } from '../../packages/mock/dist/index.mjs'
import { startStockPrism } from '../../packages/test-support/src/stock-prism.ts'
import { interleaved, median } from './processes.ts'
import { print, writeResults } from './results.ts'

interface Target {
  url: string
  pid: number
  row: Record<string, number>
  stop(): unknown
}

const starts: number[] = []
for (let round = 0; round < 11; round += 1) {
  const start = performance.now()
  const mock = await startMock()
  starts.push(performance.now() - start)
  await mock.close()
}

const targets = await startTargets()

const reaction = { message_id: 'wamid.X', emoji: '👍' }
const message = { messaging_product: 'whatsapp', to: '+919000000002', type: 'reaction', reaction }
const bodies = { valid: JSON.stringify({ messaging_object: message }), invalid: '{}' }

for (const target of targets) await load(target, bodies.valid, 16, 2000)
for (const [kind, body] of Object.entries(bodies)) {
  for (const concurrency of [1, 16]) {
    const rounds = await interleaved(targets, (target) => load(target, body, concurrency, 300))
    for (const [{ row }, results] of rounds) {
      const place = `${kind}@${concurrency}`
      row[`${place} req/s`] = median(results.map(({ rate }) => rate))
      row[`${place} p50`] = median(results.map(({ p50 }) => p50))
      row[`${place} p99`] = median(results.map(({ p99 }) => p99))
    }
  }
}
for (const target of targets) {
  const before = cpuOf(target)
  await load(target, bodies.valid, 16, 10_000)
  target.row['CPU µs a request'] = ((cpuOf(target) - before) / 10_000) * 1_000_000
  target.row['MB after 10k'] = memoryOf(target)
  await load(target, bodies.valid, 16, 90_000)
  target.row['MB after 100k'] = memoryOf(target)
}
for (const { stop } of targets) await stop()

const [first, second] = targets.map(({ row }) => row)
console.log(`Start-up of the mock in a process that has imported it: ${median(starts).toFixed(0)} ms`)
console.log('Requests per second; p50 and p99 in ms; resident memory')
print(['', 'mock', 'stock', 'mock/stock'])
for (const [key, value] of Object.entries(first ?? {})) {
  const other = second?.[key] ?? Number.NaN
  print([key, value.toFixed(2), other.toFixed(2), (value / other).toFixed(2)])
}
writeResults('mock', { startUp: median(starts), mock: first, stock: second })

/** The mock and stock Prism, each in a fresh process. */
async function startTargets(): Promise<Target[]> {
  const command = join(import.meta.dirname, '../../packages/mock/dist/main.cjs')
  const ours = spawn(process.execPath, [command, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [text] = await once(ours.stdout, 'data')
  const stock = await startStockPrism(join(import.meta.dirname, '../../spec/dist/openapi.yaml'))
  return [
    { url: /http:\S+/.exec(String(text))?.[0] ?? '', pid: ours.pid ?? 0, row: {}, stop: () => ours.kill() },
    { url: stock.url, pid: stock.pid ?? 0, row: {}, stop: () => stock.close() },
  ]
}

async function load({ url }: Target, body: string, concurrency: number, requests: number) {
  const address = `${url}/v2/HXAP1600000097IN/whatsapp/919000000001/messages`
  const headers = { 'api-key': 'k', 'content-type': 'application/json' }
  const latencies: number[] = []
  let started = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (started < requests) {
        started += 1
        const from = performance.now()
        const response = await fetch(address, { method: 'POST', headers, body })
        await response.text()
        latencies.push(performance.now() - from)
      }
    }),
  )
  const rate = (requests / (performance.now() - start)) * 1000
  latencies.sort((left, right) => left - right)
  const at = (share: number) => latencies[Math.floor(requests * share)] ?? Number.NaN
  return { rate, p50: at(0.5), p99: at(0.99) }
}

/** Resident memory of a process, in MB. */
function memoryOf({ pid }: Target): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}

/** Time that a process has had of the processors, in seconds; to a hundredth. Linux only. */
function cpuOf({ pid }: Target): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
