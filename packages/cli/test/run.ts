import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

export const bundle: string = join(import.meta.dirname, '../dist/main.cjs')

/** Settings for a base address. */
export function environmentFor(baseUrl: string): Record<string, string> {
  return {
    KALEYRA_API_KEY: 'secret-key',
    KALEYRA_SID: 'HXAP1600000097IN',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: baseUrl,
  }
}

export const target: string[] = ['--to', '+919000000002', '--message-id', 'wamid.HBgLMxxx']

export interface Ended {
  stdout: string
  stderr: string
  code: number | null
}

/** Starts the bundle; `ended` resolves when it has ended. */
export function start(
  args: string[],
  env: Record<string, string>,
  input: string | null = '',
): { child: ChildProcess; ended: Promise<Ended> } {
  // The two dashes: Node itself looks for an --env-file behind the script.
  const child = spawn(process.execPath, ['--', bundle, ...args], { env })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => (stdout += text))
  child.stderr.on('data', (text) => (stderr += text))
  child.stdin.on('error', () => undefined)
  // Standard input that is `null` stays open, as a terminal does.
  if (input !== null) child.stdin.end(input)
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ stdout, stderr, code })),
  )
  return { child, ended }
}

export function run(args: string[], env: Record<string, string>, input?: string): Promise<Ended> {
  return start(args, env, input).ended
}

const root = mkdtempSync(join(tmpdir(), 'cli-test-'))
afterAll(() => rmSync(root, { recursive: true }))

/** A folder of its own. */
export function scratch(): string {
  return mkdtempSync(join(root, 'case-'))
}

export function file(content: string | Buffer, name = 'input.ndjson'): string {
  const path = join(scratch(), name)
  writeFileSync(path, content)
  return path
}

export interface Received {
  method: string | undefined
  url: string | undefined
  headers: IncomingMessage['headers']
  body: string
}

/** A server that accepts everything after `delay` milliseconds, and keeps what it received. */
export async function startServer(delay = 0): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = createServer(async (incoming, outgoing) => {
    let body = ''
    for await (const chunk of incoming) body += chunk
    received.push({ method: incoming.method, url: incoming.url, headers: incoming.headers, body })
    await new Promise((resolve) => setTimeout(resolve, delay))
    outgoing.writeHead(202, { 'content-type': 'application/json' })
    outgoing.end(
      JSON.stringify({ code: 'WA202', message: '', data: { message_id: `A${received.length}` }, error: {} }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}
