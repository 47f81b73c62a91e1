import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import cliPackage from '@kaleyra-reactions/cli/package.json' with { type: 'json' }
import { type ErrorCase, operationsOf, sampleOf, sampleReactionOf } from '@kaleyra-reactions/spec/cases'
import { document } from './document.ts'

/** A program or a command, and what was seen when it ran. */
export interface Output {
  run: string
  printed: string
  exitStatus: number
}

/** The address of the mock that the pages show: the one it listens on by default. */
export const shownMock = 'http://127.0.0.1:4010'

const { to, emoji } = sampleReactionOf(document)
const folder = join(import.meta.dirname, '..')
const cli = join(folder, 'node_modules/@kaleyra-reactions/cli', cliPackage.bin['kaleyra-reactions'])
const account = (operationsOf(document)[0]?.parameters ?? []).map((parameter): [string, string] => [
  `KALEYRA_${parameter.name.toUpperCase()}`,
  String(sampleOf(parameter)),
])

/**
 * Runs the CLI on the case; the words stand as a shell would take them, without quotes.
 *
 * @throws when it says nothing of the case.
 */
export async function runCli({ name }: ErrorCase, words: string, mockUrl: string): Promise<Output> {
  return seen(name, `kaleyra-reactions ${words}`, await runNode([cli, ...words.split(' ')], mockUrl))
}

/**
 * Runs a program that meets the case through the client: as an answer, or as a callback on its input.
 *
 * @throws when it says nothing of the case.
 */
export async function runClient({ name, channel, body }: ErrorCase, mockUrl: string): Promise<Output> {
  const program = channel === 'callback' ? callbackProgram : sendingProgram(name)
  const flags = ['--input-type=module', '--eval', program]
  const input = channel === 'callback' ? JSON.stringify(body) : undefined
  return seen(`'${name}'`, program, await runNode(flags, mockUrl, input))
}

function seen(word: string, run: string, { printed, exitStatus }: Omit<Output, 'run'>): Output {
  if (printed.includes(word)) return { run, printed, exitStatus }
  throw new Error(`${run}\nsays nothing of ${word}:\n${printed}`)
}

async function runNode(args: string[], mockUrl: string, input?: string): Promise<Omit<Output, 'run'>> {
  const env = {
    ...Object.fromEntries(account),
    KALEYRA_API_KEY: 'any',
    KALEYRA_BASE_URL: mockUrl,
    NO_COLOR: '1',
    TZ: 'UTC',
  }
  const child = spawn(process.execPath, args, { cwd: folder, env })
  if (input !== undefined) child.stdin.end(input)
  const exit = once(child, 'close')
  const printed = (await Promise.all([text(child.stdout), text(child.stderr)])).join('').trim()
  const [exitStatus] = await exit
  return { printed: printed.replaceAll(mockUrl, shownMock), exitStatus }
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
