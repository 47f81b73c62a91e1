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
  // This import checks the version of Node before it loads Prism, which an older Node cannot run.
  const { startMock } = await import('./index.ts')
  const mock = await startMock({ ...options, log: (line) => console.error(line) })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  onStop(async () => {
    await mock.close()
    if (!options.strict || mock.failures.length === 0) return
    console.error(`A strict verification would have failed:\n${mock.failures.join('\n')}`)
    process.exitCode = 1
  })
}
