// Measures the start of the CLI beside bare Node, a batch beside a plain fetch loop, and a check beside a loop that
// parses and validates; writes results/cli.json.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleaved, median, startServer } from './processes.ts'
import { print, writeResults } from './results.ts'

const bundle = join(import.meta.dirname, '../../packages/cli/dist/main.cjs')
const scratch = mkdtempSync(join(tmpdir(), 'bench-cli-'))
const env = {
  KALEYRA_API_KEY: 'k',
  KALEYRA_SID: 'HXAP1600000097IN',
  KALEYRA_PHONE_NUMBER: '919000000001',
  KALEYRA_REGION: 'in',
}
const reaction = ['--to', '+919000000002', '--message-id', 'wamid.HBgLMxxx', '👍']

/** A program that is started, and with which arguments. */
interface Start {
  name: string
  args: string[]
}

const bareNode: Start = { name: 'bare node', args: ['-e', '0'] }
const starts: readonly Start[] = [
  bareNode,
  { name: 'ours --version', args: [bundle, '--version'] },
  { name: 'ours send --dry-run', args: [bundle, 'send', ...reaction, '--dry-run'] },
  { name: 'ours explain E110', args: [bundle, 'explain', 'E110'] },
]
const times = await interleaved(starts, ({ args }) => {
  const start = performance.now()
  execFileSync(process.execPath, args, { env, stdio: 'ignore' })
  return performance.now() - start
})
const bare = median(times.get(bareNode) ?? [])
console.log('Start, median ms, and the ratio to bare node')
const startUp = starts.map((start) => {
  const time = median(times.get(start) ?? [])
  print([start.name, time.toFixed(0), (time / bare).toFixed(2)])
  return { name: start.name, time, ratio: time / bare }
})

/** Writes a file of that many lines. */
async function linesFile(count: number): Promise<string> {
  const path = join(scratch, `${count}.ndjson`)
  const stream = createWriteStream(path)
  for (let line = 1; line <= count; line += 1) {
    const text = JSON.stringify({
      to: '+919000000002',
      messageId: `wamid.N${line}`,
      emoji: '👍',
      extraInfo: { ref: `${line}` },
    })
    if (!stream.write(`${text}\n`)) await once(stream, 'drain')
  }
  await new Promise<void>((resolve) => stream.end(() => resolve()))
  return path
}

/** Seconds and the largest resident memory, in MB, of the CLI. */
async function measure(
  args: string[],
  { url = 'http://127.0.0.1:9', flags = [] }: { url?: string; flags?: string[] } = {},
): Promise<{ seconds: number; megabytes: number }> {
  const hook = 'process.on("exit",()=>console.error("rss",process.resourceUsage().maxRSS))'
  const child = spawn(process.execPath, [...flags, '--', bundle, ...args], {
    env: {
      ...env,
      KALEYRA_BASE_URL: url,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (text) => (log += text))
  const start = performance.now()
  await once(child, 'close')
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(/rss (\d+)/.exec(log)?.[1]) / 1024 }
}

const loop = `
const [url, file] = process.argv.slice(1)
const lines = require('node:fs').readFileSync(file, 'utf8').trimEnd().split('\\n')
const headers = { 'api-key': 'k', 'content-type': 'application/json' }
let next = 0
const work = async () => {
  while (next < lines.length) {
    const { to, messageId, emoji, extraInfo } = JSON.parse(lines[next++])
    const body = JSON.stringify({ messaging_object: { messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'reaction', reaction: { message_id: messageId, emoji } }, extra_info: extraInfo })
    const response = await fetch(url + '/v2/HXAP1600000097IN/whatsapp/919000000001/messages', { method: 'POST', headers, body })
    await response.json()
  }
}
Promise.all(Array.from({ length: 8 }, work)).then(() => console.error('rss', process.resourceUsage().maxRSS))`

const client = join(import.meta.dirname, '../../packages/client/dist/index.cjs')
const validation = `
const { validateReaction } = require(${JSON.stringify(client)})
const start = performance.now()
for (const line of require('node:fs').readFileSync(process.argv[1], 'utf8').trimEnd().split('\\n'))
  validateReaction(JSON.parse(line))
console.log((performance.now() - start) / 1000)`

/** The flags that leave the speed to the server. */
const fast = ['--rate', '10000']

const small = await linesFile(10_000)
const middle = await linesFile(100_000)
const large = await linesFile(1_000_000)
console.log('\nbatch of 100,000 lines, concurrency 8, against a server of its own process')
const rates: { ours: number; loop: number }[] = []
{
  using server = await startServer()
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now()
    execFileSync(process.execPath, ['-e', loop, server.url, middle], { stdio: 'ignore' })
    const plain = (performance.now() - start) / 1000
    const results = join(scratch, `results-${round}`)
    const { seconds } = await measure(['batch', middle, '--results', results, ...fast], { url: server.url })
    rates.push({ ours: 100_000 / seconds, loop: 100_000 / plain })
    print([
      `round ${round + 1}`,
      `${(100_000 / seconds).toFixed(0)}/s`,
      `loop ${(100_000 / plain).toFixed(0)}/s`,
      (plain / seconds).toFixed(2),
    ])
  }
}
console.log('\nA sending batch of 1,000,000 lines: seconds and largest resident memory')
const sending: { ours: number; loop: number }[] = []
{
  using server = await startServer()
  const plain = spawnSync(process.execPath, ['-e', loop, server.url, large], { encoding: 'utf8' })
  const results = join(scratch, 'results-large')
  const { seconds, megabytes } = await measure(['batch', large, '--results', results, ...fast], {
    url: server.url,
  })
  sending.push({ ours: megabytes, loop: Number(/rss (\d+)/.exec(plain.stderr)?.[1]) / 1024 })
  print([
    '1000000 lines',
    `${seconds.toFixed(0)} s`,
    `${megabytes.toFixed(0)} MB`,
    `loop ${sending[0]?.loop.toFixed(0)} MB`,
  ])
}
console.log('\n--dry-run: seconds, those of a loop that parses and validates, largest resident memory')
// V8 lets the space for young objects grow by some 30 MB in the first seconds of any program that makes many.
const flags = ['--max-semi-space-size=2']
const checks = []
for (const [count, path] of [
  [10_000, small],
  [100_000, middle],
  [1_000_000, large],
] as const) {
  const plain = Number(execFileSync(process.execPath, ['-e', validation, path], { encoding: 'utf8' }))
  const { seconds, megabytes } = await measure(['batch', path, '--dry-run'], { flags })
  checks.push({ count, seconds, plain, megabytes })
  print([
    `${count} lines`,
    `${seconds.toFixed(1)} s`,
    `loop ${plain.toFixed(1)} s`,
    `${megabytes.toFixed(0)} MB`,
  ])
}
writeResults('cli', { startUp, rates, sending, checks })
rmSync(scratch, { recursive: true })
