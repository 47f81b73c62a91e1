#!/usr/bin/env node
import { member } from '@kaleyra-reactions/model/member'
import { createCommand } from './command.ts'
import { onStop } from './on-stop.ts'
import type { MockOptions } from './options.ts'

createCommand(start)
  .parseAsync()
  .catch((error: unknown) => {
    if (member(error, 'exitCode') === 0) return
    console.error(member(error, 'message'))
    process.exitCode = 2
  })

async function start(options: MockOptions): Promise<void> {
  // The check of Node's version comes with this import: Prism is not loaded on one that is too old.
  const { startMock } = await import('./index.ts')
  const mock = await startMock({ ...options, log: (line) => console.error(line) })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  onStop(async () => {
    await mock.close()
    if (!options.strict || mock.failures.length === 0) return
    console.error(`Strict:\n${mock.failures.join('\n')}`)
    process.exitCode = 1
  })
}
