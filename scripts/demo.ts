import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'packages/cli/dist/main.mjs')
const docs = join(root, 'packages/docs/dist/index.html')
const { startMock } = await import(join(root, 'packages/mock/dist/index.mjs'))
const { paths } = (await import(join(root, 'spec/dist/openapi.json'), { with: { type: 'json' } })).default
const { requestBody, responses } = paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post
const sample = requestBody.content['application/json'].examples.reaction.value

console.log('Starting the mock …')
const mock = await startMock()
try {
  console.log(`Mock listening on ${mock.url}\n\nSending the sample reaction of the vendor's page:`)
  const accepted = await send(sample.messaging_object.reaction.message_id)
  if (accepted.code !== 0) throw new Error(`The sample reaction was not accepted: ${accepted.stderr}`)
  console.log(`Accepted, message id ${accepted.stdout}\nEach documented error, as a user meets it:`)
  for (const [status, answer] of Object.entries<{ content: { 'application/json': { examples: object } } }>(
    responses,
  )) {
    if (status.startsWith('2')) continue
    for (const name of Object.keys(answer.content['application/json'].examples)) {
      const refused = await send(`wamid.${name}`)
      if (!refused.stderr.includes(`${name}  `)) throw new Error(`${name} did not arrive: ${refused.stderr}`)
      console.log(`\n${refused.stderr.trim()}`)
    }
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
  const { to, reaction } = sample.messaging_object
  const flags = Object.entries<string>(sample.extra_info).flatMap(([name, value]) => [
    `--${name.replaceAll('_', '-')}`,
    value,
  ])
  const args = [cli, 'send', '--to', to, '--message-id', messageId, ...flags, reaction.emoji]
  const env = {
    KALEYRA_API_KEY: 'demo',
    KALEYRA_SID: 'HXAP1600000097IN',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: mock.url,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    )
  })
}
