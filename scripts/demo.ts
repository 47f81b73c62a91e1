// Shows the main job end to end, on one screen: a reaction that is sent, one that fails later, and every documented error.
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import type { StatusReceived } from '../packages/client/src/webhooks.ts'
import { errorCasesOf } from '../packages/model/src/cases.ts'
import { member } from '../packages/model/src/member.ts'
import { sampleReactionOf } from '../packages/model/src/operations.ts'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'packages/cli/dist/main.cjs')
const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
const { parseCallback } = await import(join(root, 'packages/client/dist/webhooks.mjs'))
const { default: document } = await import(join(root, 'spec/dist/openapi.json'), { with: { type: 'json' } })
const { to, messageId, emoji } = sampleReactionOf(document)
const errors = errorCasesOf(document)
const [refusal] = errors
const failure = errors.find(({ channel }) => channel === 'callback')

/** The width of the screen. */
const columns = 80

const statuses: StatusReceived[] = []
const receiver = createServer(async (incoming, outgoing) => {
  statuses.push(...parseCallback(await json(incoming)))
  outgoing.end()
}).listen(0, '127.0.0.1')
await new Promise((resolve) => receiver.once('listening', resolve))
const mock = await startMock({ callbackUrl: `http://127.0.0.1:${member(receiver.address(), 'port')}/` })
try {
  await tellSent('A reaction is sent, and its callback reports the outcome:', messageId)
  if (failure !== undefined)
    await tellSent('A reaction that was accepted can still fail later:', `wamid.${failure.name}`)
  console.log('Every documented error, and what to do:')
  for (const { name, channel, code = name, error } of errors) {
    if (channel === 'response') await refusedWith(name)
    console.log(inOneLine(`  ${(channel === 'response' ? name : code).padEnd(16)}${error.action}`))
  }
  if (refusal !== undefined) {
    console.log('\nThis is how the CLI reports one of them:')
    console.log(await refusedWith(refusal.name))
  }
  console.log(`
Next:
  npx -y pnpm@12.21.0 run docs    serves the documentation
  npx -y pnpm@12.21.0 run mock    starts the mock, for your own program
  npx -y pnpm@12.21.0 exec node packages/cli/dist/main.cjs explain ${failure?.code ?? ''}`)
} catch (error) {
  console.error(`demo failed: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await mock.close()
  receiver.close()
}

/** Shows the command that sends the reaction with this message id, its answer, and its callback. */
async function tellSent(title: string, id: string): Promise<void> {
  const { words, stdout, stderr } = await send(id)
  if (stdout === '') throw new Error(`The reaction was not accepted: ${stderr}`)
  await mock.settled()
  const status = statuses.pop()
  const told = [status?.status, status?.code, status?.reason].filter(Boolean).join(', ')
  console.log(`${title}\n  $ kaleyra-reactions ${words.join(' ')}`)
  console.log(`  accepted, with the id ${stdout.trim()}\n  callback: ${told}\n`)
}

/** Sends the reaction that meets an error, and gives what the CLI says of it. */
async function refusedWith(name: string): Promise<string> {
  const { stderr } = await send(`wamid.${name}`)
  if (!stderr.includes(`${name}  `)) throw new Error(`The CLI did not report ${name}: ${stderr}`)
  return stderr.trim()
}

function inOneLine(text: string): string {
  return text.length > columns ? `${text.slice(0, columns - 1)}…` : text
}

/** What the CLI was given, and what it printed. */
interface Sent {
  words: string[]
  stdout: string
  stderr: string
}

/** Sends a reaction to a message by the CLI. */
function send(id: string): Promise<Sent> {
  const words = ['send', emoji, '--to', to, '--message-id', id]
  const env = {
    KALEYRA_API_KEY: 'demo',
    KALEYRA_SID: 'demo',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: mock.url,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { env }, (_, stdout, stderr) =>
      resolve({ words, stdout, stderr }),
    )
  })
}
