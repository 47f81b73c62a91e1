import { appendFileSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startMock } from '@kaleyra-reactions/mock'
import { runProgram } from '@kaleyra-reactions/test-support/programs'
import { hasTool, starts } from '@kaleyra-reactions/test-support/tools'
import { afterAll, expect, test } from 'vitest'
import { environmentFor, file, run } from '../run.ts'
import { reaction, reactions } from './batch-run.ts'
import { entriesOf } from './in-process.ts'

const mock = await startMock()
afterAll(() => mock.close())

const hasJq = hasTool(starts('jq'), 'the recipes of the README: no jq found; install it')

test.skipIf(!hasJq)('the recipes of the README count, take out and convert', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const block = /### Recipes\n\n```sh\n(.*?)```/s.exec(readme)?.[1] ?? ''
  const [states = '', count = '', failed = '', ids = '', csv = ''] = block.split(/\n(?=# )/)
  const ref = { emoji: '👍', extraInfo: { ref: 'order-1' } }
  const input = file(
    `${reactions(3)}${reaction('wamid.WA400')}${reaction('wamid.A', ref)}`,
    'reactions.ndjson',
  )
  await run(['batch', input], environmentFor(mock.url))
  const paste = (line: string) => runProgram('sh', ['-c', line], { cwd: dirname(input) })
  // Another attempt fails, and the first one that was accepted decides.
  const results = `${input}.results.ndjson`
  const entry = entriesOf(results).find(({ state, ref }) => state === 'accepted' && ref === 'order-1')
  appendFileSync(results, `${JSON.stringify({ ...entry, attempt: 'x-1', state: 'failed' })}\n`)
  await paste(states)
  expect(
    (await paste(count)).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { state: 'accepted', case: null, count: 4 },
    { state: 'failed', case: 'WA400', count: 1 },
  ])
  expect(JSON.parse((await paste(failed)).stdout)).toMatchObject({ line: 4, messageId: 'wamid.WA400' })
  expect((await paste(ids)).stdout).toMatch(/^order-1\t\w+$/m)
  const lines = '919000000002,wamid.B,👍,order-2\\n919000000002,wamid.C,👍\\r\\n'
  await paste(`printf '${lines}' > reactions.csv; ${csv}`)
  const { code, stdout } = await run(['batch', input, '--dry-run', '--json'], {})
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { good: 2 }])
})
