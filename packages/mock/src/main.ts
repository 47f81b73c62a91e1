#!/usr/bin/env node
import { member } from '@kaleyra-reactions/model/member'
import { isOlderVersion } from '@kaleyra-reactions/model/node-version'
import { createCommand } from './command.ts'
import { onStop } from './on-stop.ts'
import type { MockOptions } from './options.ts'

await createCommand(start)
  .parseAsync()
  .catch((error: unknown) => {
    if (member(error, 'exitCode') === 0) return
    console.error(member(error, 'message'))
    process.exitCode = 2
  })

async function start(options: MockOptions): Promise<void> {
  const { node } = process.versions
  // The check of the package itself comes with this import: Prism is not loaded on a Node that is too old.
  const { startMock } = await import('./index.ts')
  if (isOlderVersion(node, '24.18')) {
    console.error(`Prism asks for Node 24.18 or newer. The mock tries it with ${node}.`)
  }
  const mock = await startMock({ ...options, log: (line) => console.error(line) })
  console.log(`Mock of Kaleyra's Send Reaction Messages is listening on ${mock.url}`)
  const stop = async () => {
    await mock.close()
    const { invalidCalls } = mock
    if (!options.strict || invalidCalls === 0) return
    console.error(
      `Strict: ${invalidCalls} invalid ${invalidCalls === 1 ? 'call' : 'calls'}; see the lines above.`,
    )
    process.exitCode = 1
  }
  onStop(stop)
}
