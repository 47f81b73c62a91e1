import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import cliPackage from '@kaleyra-reactions/cli/package.json' with { type: 'json' }
import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { sampleReactionOf } from '@kaleyra-reactions/model/operations'
import { document } from './site-document.ts'

/** A program that was run to show what it prints. */
export interface CapturedRun {
  /** The text of the program, or the command line. */
  program: string
  /** Its standard output, then its standard error. */
  printed: string
  exitStatus: number
}

const { to, emoji } = sampleReactionOf(document)
const folder = join(import.meta.dirname, '..')
const cli = join(folder, 'node_modules/@kaleyra-reactions/cli', cliPackage.bin['kaleyra-reactions'])

/**
 * Runs the CLI so that it meets or explains a case.
 *
 * @param words the arguments, separated by blanks. None may need quotes in a shell.
 * @throws when the output does not name the case.
 */
export function runCli({ name }: ErrorCase, words: string, mockUrl: string): Promise<CapturedRun> {
  const child = startNode([cli, ...words.split(' ')], mockUrl)
  return captured(child, `kaleyra-reactions ${words}`, name)
}

/**
 * Runs a program that meets a case through the client. A response comes from the mock, a callback from its input.
 *
 * @throws when the output does not name the case, or the code of the callback.
 */
export function runClient(found: ErrorCase, mockUrl: string): Promise<CapturedRun> {
  const { name, code, channel, body } = found
  const isCallback = channel === 'callback'
  const program = isCallback ? callbackProgram : sendingProgram(name)
  const child = startNode(['--input-type=module', '--eval', program], mockUrl)
  child.stdin.end(isCallback ? JSON.stringify(body) : '')
  return captured(child, program, `'${isCallback ? code : name}'`)
}

function startNode(words: readonly string[], mockUrl: string): ChildProcessWithoutNullStreams {
  const account = { KALEYRA_SID: 'any', KALEYRA_API_KEY: 'any', KALEYRA_PHONE_NUMBER: to }
  const env = { ...account, KALEYRA_BASE_URL: mockUrl, NO_COLOR: '1', TZ: 'UTC' }
  return spawn(process.execPath, words, { cwd: folder, env })
}

async function captured(
  child: ChildProcessWithoutNullStreams,
  program: string,
  expected: string,
): Promise<CapturedRun> {
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const printed = (stdout + stderr).trim()
  const { exitCode: exitStatus } = child
  if (exitStatus === null || !printed.includes(expected)) {
    throw new Error(`This program has to print ${expected}:\n${program}\nIt printed:\n${printed}`)
  }
  return { program, printed, exitStatus }
}

function sendingProgram(name: string): string {
  return `import { createClient, isApiError } from '@kaleyra-reactions/client'

const { KALEYRA_SID, KALEYRA_API_KEY, KALEYRA_PHONE_NUMBER, KALEYRA_BASE_URL } = process.env
const client = createClient({
  baseUrl: KALEYRA_BASE_URL,
  sid: KALEYRA_SID,
  apiKey: KALEYRA_API_KEY,
  phoneNumber: KALEYRA_PHONE_NUMBER,
})
try {
  await client.sendReaction({ to: '${to}', messageId: 'wamid.${name}', emoji: '${emoji}' })
} catch (error) {
  if (!isApiError(error, '${name}')) throw error
  const { message, status, code, reason, kind, scope, retryDelayMinutes } = error
  console.log(message)
  console.log({ status, code, reason, kind, scope, retryDelayMinutes })
}`
}

const callbackProgram = `import { json } from 'node:stream/consumers'
import { parseCallback } from '@kaleyra-reactions/client/webhooks'

for (const event of parseCallback(await json(process.stdin))) console.log(event)`
