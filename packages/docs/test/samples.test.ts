import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import cliPackage from '@kaleyra-reactions/cli/package.json' with { type: 'json' }
import { member } from '@kaleyra-reactions/model/member'
import { fillPath } from '@kaleyra-reactions/model/path-template'
import { fieldsOf } from '@kaleyra-reactions/model/types'
import { type Ended, runProgram } from '@kaleyra-reactions/test-support/programs'
import { startServer, status } from '@kaleyra-reactions/test-support/servers'
import { afterAll, describe, expect, test } from 'vitest'
import { runs } from '../src/samples.ts'
import { model, sending } from '../src/site.ts'

const modules = join(import.meta.dirname, '../node_modules')
const folder = mkdtempSync(join(tmpdir(), 'kaleyra-samples-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'node_modules/@kaleyra-reactions'), { recursive: true })
symlinkSync(
  join(modules, '@kaleyra-reactions/client'),
  join(folder, 'node_modules/@kaleyra-reactions/client'),
)
const cli = join(modules, cliPackage.name, cliPackage.bin['kaleyra-reactions'])
const command = `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`
writeFileSync(join(folder, 'kaleyra-reactions'), command, { mode: 0o755 })

/** The words that start the program of a language, as the pages say them; a shell reads what is pasted. */
function wordsFor(lang: string): { file: string; words: string[] } {
  const run = runs[lang] ?? { file: 'send.sh', command: 'bash send.sh' }
  return { file: run.file, words: run.command.split(' ') }
}

const languages = [...new Set(sending.samples.map(({ lang }) => lang))]
/** No machine has to have every language, not even where `CI` is set. */
const runnable = languages.filter((lang) => {
  const [tool = ''] = wordsFor(lang).words
  const isFound = spawnSync(tool, [tool === 'go' ? 'version' : '--version']).status === 0
  if (!isFound) console.warn(`SKIPPED: the samples in ${lang}: no ${tool} found; install it`)
  return isFound
})
const cases = model.cases.filter(({ operationId }) => operationId === sending.operationId)
const success = cases.find(({ error }) => error === undefined)
const successBody = JSON.stringify(success?.body)
const reactionId = sending.idPath?.reduce(member, success?.body)
const failure = cases.find(({ error }) => error !== undefined)

const requiredFields =
  sending.body === undefined ? [] : fieldsOf(sending.body.type).filter(({ isRequired }) => isRequired)

describe.each(sending.samples)('the sample "$label"', ({ lang, source, example: name }) => {
  test.skipIf(!runnable.includes(lang))(
    'sends its example, tells a refusal, and follows no redirect',
    async () => {
      await using elsewhere = await startServer(status(success?.status ?? 0, successBody))
      await using server = await startServer((outgoing, call) => {
        if (call === 1) return outgoing.writeHead(success?.status ?? 0).end(successBody)
        if (call === 2) return outgoing.writeHead(failure?.status ?? 0).end(JSON.stringify(failure?.body))
        return outgoing.writeHead(302, { location: `${elsewhere.url}/` }).end()
      })
      const accepted = await run(lang, source, server.url)
      expect(accepted).toMatchObject({ code: 0, stdout: expect.stringContaining(String(reactionId)) })
      const example = sending.body?.samples.find((sample) => sample.name === name)?.example.value
      const [request] = server.received
      expect(request).toMatchObject({
        method: sending.method.toUpperCase(),
        url: fillPath(sending.path, sending.sampleParameters),
      })
      expect(request?.headers).toMatchObject({
        [model.keyHeader]: 'a-key',
        'content-type': 'application/json',
      })
      const sent: unknown = JSON.parse(request?.body ?? '')
      expect(example).toMatchObject(Object(sent))
      for (const { name: field } of requiredFields)
        expect(member(sent, field)).toEqual(member(example, field))

      const refused = await run(lang, source, server.url)
      expect(refused.code).not.toBe(0)
      expect(refused.stdout + refused.stderr).toContain(failure?.code)
      expect(refused.stdout + refused.stderr).toContain(String(failure?.status))
      await run(lang, source, server.url)
      expect([server.received.length, elsewhere.received.length]).toEqual([3, 0])
    },
  )
})

test('every language has a sample for each example of the request', () => {
  const perExample = (sending.body?.samples ?? []).map(({ name }) =>
    sending.samples.filter(({ example }) => example === name).map(({ lang }) => lang),
  )
  expect(perExample.length).toBeGreaterThan(1)
  for (const each of perExample) expect(each).toEqual(perExample[0])
})

function run(lang: string, source: string, url: string): Promise<Ended> {
  const {
    file,
    words: [tool = '', ...words],
  } = wordsFor(lang)
  const path = join(folder, file)
  // The sample of the client names a region of Kaleyra.
  writeFileSync(path, source.replace(/region: '[^']*'/, `baseUrl: '${url}'`))
  const env = {
    ...process.env,
    PATH: `${folder}:${dirname(process.execPath)}:${process.env['PATH']}`,
    ...Object.fromEntries(
      Object.entries(sending.sampleParameters).map(([name, value]) => [
        `KALEYRA_${name.toUpperCase()}`,
        String(value),
      ]),
    ),
    KALEYRA_API_KEY: 'a-key',
    KALEYRA_BASE_URL: url,
    NO_COLOR: '1',
  }
  return runProgram(tool, words, { cwd: folder, env })
}
