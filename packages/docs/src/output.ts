import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import cliPackage from '@kaleyra-reactions/cli/package.json' with { type: 'json' }
import { type ErrorCase, sampleReactionOf } from '@kaleyra-reactions/spec/cases'
import { document } from './document.ts'

/** A program or a command, and what was seen when it ran. */
export interface Output {
  run: string
  printed: string
  exitStatus: number
}

const { to, emoji } = sampleReactionOf(document)
const folder = join(import.meta.dirname, '..')
const cli = join(folder, 'node_modules/@kaleyra-reactions/cli', cliPackage.bin['kaleyra-reactions'])

/**
 * Runs the CLI on the case; the words stand as a shell would take them, without quotes.
 *
 * @throws when it says nothing of the case.
 */
export function runCli({ name }: ErrorCase, words: string, mockUrl: string): Promise<Output> {
  return outputOf(startNode([cli, ...words.split(' ')], mockUrl), `kaleyra-reactions ${words}`, name)
}

/**
 * Runs a program that meets the case through the client: as an answer, or as a callback on its input.
 *
 * @throws when it says nothing of the case.
 */
export function runClient({ name, channel, body }: ErrorCase, mockUrl: string): Promise<Output> {
  const program = channel === 'callback' ? callbackProgram : sendingProgram(name)
  const child = startNode(['--input-type=module', '--eval', program], mockUrl)
  child.stdin.end(channel === 'callback' ? JSON.stringify(body) : '')
  return outputOf(child, program, `'${name}'`)
}

function startNode(words: string[], mockUrl: string): ChildProcessWithoutNullStreams {
  const account = { KALEYRA_SID: 'any', KALEYRA_API_KEY: 'any', KALEYRA_PHONE_NUMBER: to }
  const env = { ...account, KALEYRA_BASE_URL: mockUrl, NO_COLOR: '1', TZ: 'UTC' }
  return spawn(process.execPath, words, { cwd: folder, env })
}

async function outputOf(child: ChildProcessWithoutNullStreams, run: string, word: string): Promise<Output> {
  const texts = [text(child.stdout), text(child.stderr)]
  const [[exitStatus], ...parts] = await Promise.all([once(child, 'close'), ...texts])
  const printed = parts.join('').trim()
  if (!printed.includes(word)) throw new Error(`${run}\nsays nothing of ${word}:\n${printed}`)
  return { run, printed, exitStatus }
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
