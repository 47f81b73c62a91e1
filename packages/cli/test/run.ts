import { on } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Ended, type Running, startProgram } from '@kaleyra-reactions/test-support/programs'
import { afterAll } from 'vitest'

/** The program. `CLI_PROGRAM` names another one, such as that of an installed tarball. */
export const bundle: string = process.env['CLI_PROGRAM'] ?? join(import.meta.dirname, '../dist/main.cjs')

/** The settings for an address. */
export function environmentFor(baseUrl: string): Record<string, string> {
  return {
    KALEYRA_API_KEY: 'secret-key',
    KALEYRA_SID: 'HXAP1600000097IN',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: baseUrl,
  }
}

/** The flags for a recipient and a message. */
export function targetOf(messageId: string): string[] {
  return ['--to', '+919000000002', '--message-id', messageId]
}

export const target: string[] = targetOf('wamid.HBgLMxxx')

/** Starts the bundle; an `input` of `null` leaves its standard input open, as a terminal does. */
export function start(args: string[], env: Record<string, string>, input?: string | null): Running {
  // The two dashes: without them Node itself would read an --env-file behind the script.
  return startProgram(process.execPath, ['--', bundle, ...args], { env, input })
}

/** Runs the bundle to its end. */
export function run(args: string[], env: Record<string, string>, input?: string): Promise<Ended> {
  return start(args, env, input).ended
}

/** Waits until a program that runs has printed a text. */
export async function printed(output: Readable, text: string): Promise<void> {
  let all = ''
  for await (const [chunk] of on(output, 'data')) {
    all += chunk
    if (all.includes(text)) return
  }
}

const root = mkdtempSync(join(tmpdir(), 'cli-test-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Makes a folder for one test. */
export function scratch(): string {
  return mkdtempSync(join(root, 'case-'))
}

/** Writes a file into a folder of its own. */
export function file(content: string | Buffer, name = 'input.ndjson'): string {
  const path = join(scratch(), name)
  writeFileSync(path, content)
  return path
}

/** Runs a line as it is pasted into a shell in which the program is installed. */
export function paste(line: string, env: Record<string, string>): Promise<Ended> {
  const bin = scratch()
  symlinkSync(bundle, `${bin}/kaleyra-reactions`)
  const PATH = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter)
  return startProgram('sh', ['-c', line], { cwd: bin, env: { ...env, PATH }, input: null }).ended
}
