// Shows the main job end to end: sends the sample reaction to the mock, and meets each documented error.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { responseCasesOf } from '../packages/model/src/cases.ts'
import { member, memberNames, textMember } from '../packages/model/src/member.ts'
import {
  operationOf,
  sampleBodyOf,
  sampleParametersOf,
  sampleReactionOf,
} from '../packages/model/src/operations.ts'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'packages/cli/dist/main.cjs')
const docs = join(root, 'packages/docs/dist/index.html')
const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
const { default: document } = await import(join(root, 'spec/dist/openapi.json'), { with: { type: 'json' } })
const operation = operationOf(document, 'sendReaction')
const sample = sampleReactionOf(document)
const extraInfo = member(sampleBodyOf(operation), 'extra_info')
const { sid, phone_number: phoneNumber } = sampleParametersOf(operation)

console.log('Starting the mock …')
const mock = await startMock()
try {
  console.log(`Mock listening on ${mock.url}\n\nSending the sample reaction of Kaleyra's page:`)
  const accepted = await send(sample.messageId)
  if (accepted.isError) throw new Error(`The sample reaction was not accepted: ${accepted.stderr}`)
  console.log(`Accepted, message id ${accepted.stdout}\nEach documented error, as a user meets it:`)
  for (const { name, operationId, error } of responseCasesOf(document)) {
    if (operationId !== operation.operationId || error === undefined) continue
    const refused = await send(`wamid.${name}`)
    if (!refused.stderr.includes(`${name}  `)) throw new Error(`${name} did not arrive: ${refused.stderr}`)
    console.log(`\n${refused.stderr.trim()}`)
  }
  if (!existsSync(docs)) throw new Error('The docs were not built')
  console.log(`\nThe documentation is ${docs}`)
} catch (error) {
  console.error(`demo failed: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
} finally {
  await mock.close()
}

/** What the CLI printed. */
interface Sent {
  isError: boolean
  stdout: string
  stderr: string
}

/** Sends the sample reaction with this message id by the CLI. */
function send(messageId: string): Promise<Sent> {
  const flags = memberNames(extraInfo).flatMap((name) => [
    `--${name.replaceAll('_', '-')}`,
    textMember(extraInfo, name) ?? '',
  ])
  const words = [cli, 'send', '--to', sample.to, '--message-id', messageId, ...flags, sample.emoji]
  const env = {
    KALEYRA_API_KEY: 'demo',
    KALEYRA_SID: String(sid),
    KALEYRA_PHONE_NUMBER: String(phoneNumber),
    KALEYRA_BASE_URL: mock.url,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, words, { env }, (error, stdout, stderr) =>
      resolve({ isError: error !== null, stdout, stderr }),
    )
  })
}
