import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import cliPackage from '@kaleyra-reactions/cli/package.json' with { type: 'json' }
import { startMock } from '@kaleyra-reactions/mock'
import mockPackage from '@kaleyra-reactions/mock/package.json' with { type: 'json' }
import { closedAddress } from '@kaleyra-reactions/test-support/servers'
import { hasTool, starts } from '@kaleyra-reactions/test-support/tools'
import { afterAll, describe, expect, test } from 'vitest'
import { shownMock } from '../src/error-pages.ts'
import { calls, model } from '../src/site-document.ts'
import { requestExamples } from '../src/start-page.ts'
import { read } from './site.ts'

const hasCurl = hasTool(starts('curl'), 'the samples for curl: no curl found; install it')
const hasPython = hasTool(starts('python3'), 'the samples in Python: no python3 found; install Python 3')
const modules = join(import.meta.dirname, '../node_modules')
const folder = project()
const mock = await startMock()
afterAll(async () => {
  await mock.close()
  rmSync(folder, { recursive: true })
})

const samples = calls.flatMap(({ samples }) => samples)
const newId = /\bA[0-9A-F]{19}\b/

describe('a code sample of the document', () => {
  test.skipIf(!hasCurl || !hasPython).each(samples)(
    'for $label sends, and shows what goes wrong',
    async ({ lang, source }) => {
      mock.reset()
      const sent = await runSample(lang, source)
      expect(sent).toMatchObject({ failed: false, output: expect.stringMatching(newId) })
      mock.next('E110')
      const refused = await runSample(lang, source)
      expect(refused).toMatchObject({ failed: true, output: expect.stringContaining('E110') })
      expect(mock.calls.map(({ status, violations }) => [status, violations])).toEqual([
        [202, []],
        [400, []],
      ])
    },
  )

  test('in TypeScript is free of type errors', async () => {
    const sources = samples.flatMap(({ lang, source }) => (lang === 'TypeScript' ? [source] : []))
    expect(sources.length).toBe(requestExamples().length)
    const files = sources.map((source, index) => write(`sample-${index}.ts`, source))
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--types', 'node', '--ignoreConfig']
    expect(await run(join(modules, '.bin/tsc'), [...flags, ...files])).toMatchObject({
      failed: false,
      output: '',
    })
  })
})

test('each language has a sample for each example of the request, and it sends that example', async () => {
  const languages = requestExamples().map((example) => example.samples.map(({ lang }) => lang))
  for (const each of languages) expect(each).toEqual(languages[0])
})

describe('the first page', () => {
  test.skipIf(!hasCurl)(
    'works as pasted: the mock starts, is ready, and takes what every shell sample sends',
    async () => {
      // The mock takes a free port and says which, so that this test can run beside others.
      const start = codeOn('index.html', 'Start the mock')
      expect(start).toContain('kaleyra-reactions-mock --port 4010 &')
      const port = await freePort()
      const programs = samples.flatMap(({ lang, source }) => (lang === 'Shell' ? [source] : []))
      const stop = "trap 'kill $!' EXIT"
      const pasted = [start.replace('&\n', `&\n${stop}\n`), ...programs].join('\n').replaceAll('4010', port)
      const { failed, output } = await run('bash', ['-e', write('first-page.sh', pasted)])
      expect(output).not.toContain('E110')
      expect(failed).toBe(false)
      expect(output.match(new RegExp(newId, 'g'))).toHaveLength(programs.length)
    },
  )
})

/** The code of a block of a page. */
function codeOn(file: string, name: string): string {
  const [, block = ''] = read(file).split(`data-name="${name}"`)
  return textOf(/<code>(?<code>[\s\S]*?)<\/code>/.exec(block)?.groups?.['code'] ?? '')
}

/** A port that is free now. */
async function freePort(): Promise<string> {
  return new URL(await closedAddress()).port
}

const responses = model.errorCases.filter(({ channel }) => channel === 'response')

test.skipIf(!hasCurl).each(responses)(
  'the curl on the page of $name gets exactly that response',
  async ({ name, body }) => {
    const page = read(`errors/${name}/index.html`)
    const command = textOf(/<code>(?<curl>curl [\s\S]*?)<\/code>/.exec(page)?.groups?.['curl'] ?? '')
    const { printed } = await run('bash', ['-c', command.replace(shownMock, mock.url)])
    expect(JSON.parse(printed)).toEqual(body)
  },
)

test.each(responses)(
  'what the page of $name shows for the CLI prints as shown, with no setting but those of the page',
  async ({ name }) => {
    const file = `errors/${name}/index.html`
    const settings = codeOn(file, 'Settings for the mock').replace(shownMock, mock.url)
    const command = codeOn(file, 'In the CLI')
    const forget = 'unset KALEYRA_SID KALEYRA_API_KEY KALEYRA_PHONE_NUMBER KALEYRA_BASE_URL'
    const { output } = await run('bash', [write(`${name}.sh`, [forget, settings, command].join('\n'))])
    const shown = [...read(file).matchAll(/<samp>(?<text>[\s\S]*?)<\/samp>/g)].map(({ groups }) =>
      textOf(groups?.['text'] ?? '')
        .replaceAll('&#39;', "'")
        .trim(),
    )
    expect(shown).toContain(output.trim())
  },
)

/** The text of HTML without tags. */
function textOf(html: string): string {
  return html.replaceAll(/&(?:#x27|#x3D|quot|amp|lt|gt|#x60);/g, (entity) => entities[entity] ?? entity)
}

const entities: Record<string, string> = {
  '&#x27;': "'",
  '&#x3D;': '=',
  '&quot;': '"',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#x60;': '`',
}

interface Outcome {
  failed: boolean
  /** On its output alone. */
  printed: string
  /** With its complaints. */
  output: string
}

function runSample(lang: string, source: string): Promise<Outcome> {
  if (lang === 'TypeScript') return run(process.execPath, [write('sample.ts', source)])
  if (lang === 'Shell') return run('bash', [write('sample.sh', source)])
  if (lang === 'Python') return run('python3', ['-I', write('sample.py', source)])
  throw new Error(`Nothing here runs ${lang}`)
}

function run(command: string, words: string[]): Promise<Outcome> {
  const env = {
    PATH: `${join(folder, 'bin')}:${dirname(process.execPath)}:${process.env['PATH']}`,
    KALEYRA_SID: 's',
    KALEYRA_API_KEY: 'k',
    KALEYRA_PHONE_NUMBER: '919000000001',
    KALEYRA_BASE_URL: mock.url,
    NO_COLOR: '1',
  }
  return new Promise((resolve) => {
    execFile(command, words, { cwd: folder, env, timeout: 50_000 }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, printed: stdout, output: stdout + stderr }),
    )
  })
}

/** A project as a reader has it, with the packages that the samples use installed. */
function project(): string {
  const made = mkdtempSync(join(tmpdir(), 'kaleyra-samples-'))
  for (const name of ['bin', 'node_modules/@kaleyra-reactions', 'node_modules/@types']) {
    mkdirSync(join(made, name), { recursive: true })
  }
  writeFileSync(join(made, 'package.json'), '{ "type": "module" }')
  for (const name of ['@kaleyra-reactions/client', '@types/node']) {
    symlinkSync(join(modules, name), join(made, 'node_modules', name))
  }
  for (const { name, bin } of [cliPackage, mockPackage]) {
    for (const [command, main] of Object.entries(bin)) {
      const script = `#!/bin/sh\nexec '${process.execPath}' '${join(modules, name, main)}' "$@"\n`
      writeFileSync(join(made, 'bin', command), script, { mode: 0o755 })
    }
  }
  return made
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
