import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { prepareGenerated } from './generated.ts'
import { checkLimits } from './limits.ts'
import { measureCallTime, measureHeap, measureLoopback } from './measurements/calls.ts'
import { measureImportTime } from './measurements/import-time.ts'
import { measureSize } from './measurements/size.ts'
import { loadPeer, peerNames } from './peers/peer.ts'
import { printLimits, printTable } from './table.ts'

const bench = join(import.meta.dirname, '..')
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 11)

const hasGenerated = await prepareGenerated()
const names = peerNames.filter((name) => hasGenerated || name !== 'openapi-generator')
const peers = await Promise.all(names.map(async (name) => ({ name, ...(await loadPeer(name)) })))
const onNode = peers.filter(({ platform }) => platform === 'node').map(({ name }) => name)
const rivals = peers.filter(({ name, hasTimeoutAndRetries }) => hasTimeoutAndRetries && name !== 'ours')

const size = await measureSize(names)
printTable(`1. Smallest program, gzip -9 (platform browser; node for ${onNode.join(', ')})`, size)
const callTime = await measureCallTime(names, rounds)
printTable('2. One call, answered from memory', callTime)
const loopback1 = await measureLoopback(names, rounds, 1)
printTable('3a. One call over loopback, 1 at a time', loopback1)
const loopback64 = await measureLoopback(names, rounds, 64)
printTable('3b. One call over loopback, 64 at a time', loopback64)
const importTime = await measureImportTime(names, rounds)
printTable('4. Import in a fresh process, minus an empty import', importTime, false)
const heap = await measureHeap(names)
printTable('5. Heap held after calls answered from memory', heap, false)

const results = { size, callTime, loopback1, loopback64, importTime, heap }
const limits = checkLimits(
  results,
  rivals.map(({ name }) => name),
)
printLimits(limits)
writeFileSync(
  join(bench, 'results.json'),
  `${JSON.stringify({ ...machine(), rounds, versions: versions(), ...results, limits }, null, 2)}\n`,
)

function machine(): Record<string, string | undefined> {
  return { date: new Date().toISOString(), node: process.version, cpu: cpus()[0]?.model }
}

function versions(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(join(bench, 'package.json'), 'utf8'))
  const { version } = JSON.parse(readFileSync(join(bench, '../packages/client/package.json'), 'utf8'))
  const settings = JSON.parse(readFileSync(join(bench, '../openapitools.json'), 'utf8'))
  const generator = settings['generator-cli'].version
  return { '@kaleyra-reactions/client': version, 'openapi-generator': generator, ...dependencies }
}
