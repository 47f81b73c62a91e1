import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { casesOf, examplesOf, operationsOf } from '../spec/src/cases.ts'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'packages/cli/dist/main.cjs')
const docs = join(root, 'packages/docs/dist/index.html')
const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
const { default: document } = await import(join(root, 'spec/dist/openapi.json'), { with: { type: 'json' } })
const operation = operationsOf(document).find(({ operationId }) => operationId === 'sendReaction')
const [, sample] = examplesOf(operation?.requestBody)[0] ?? []
const { messaging_object: message, extra_info: extraInfo } = Object(sample?.value)

console.log('Starting the mock …')
const mock = await startMock()
try {
  console.log(`Mock listening on ${mock.url}\n\nSending the sample reaction of the vendor's page:`)
  const accepted = await send(message.reaction.message_id)
  if (accepted.code !== 0) throw new Error(`The sample reaction was not accepted: ${accepted.stderr}`)
  console.log(`Accepted, message id ${accepted.stdout}\nEach documented error, as a user meets it:`)
  for (const { name, operationId, error } of casesOf(document)) {
    if (operationId !== operation?.operationId || error === undefined) continue
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

function send(messageId: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const flags = Object.entries<string>(extraInfo).flatMap(([name, value]) => [
    `--${name.replaceAll('_', '-')}`,
    value,
  ])
  const args = [cli, 'send', '--to', message.to, '--message-id', messageId, ...flags, message.reaction.emoji]
  const [sid = '', phoneNumber = ''] = (operation?.parameters ?? []).map(({ example }) => String(example))
  const env = {
    KALEYRA_API_KEY: 'demo',
    KALEYRA_SID: sid,
    KALEYRA_PHONE_NUMBER: phoneNumber,
    KALEYRA_BASE_URL: mock.url,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    )
  })
}
