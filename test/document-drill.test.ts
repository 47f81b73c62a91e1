import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedChanges, hostileText } from './drill/carried.ts'
import { decidedChanges } from './drill/decided.ts'
import { programBefore, readmeSection, resultsOf, workedExample } from './drill/patch-results.ts'
import { bundledDocument, type Drilled, drillQuickly, type QuickDrill } from './drill/quick-drill.ts'
import { type DrilledRow, tableOfRows } from './drill/table.ts'
import { root } from './known-files.ts'
import { makeScratchCopy, type ScratchCopy } from './scratch-copy.ts'

const hasJava = spawnSync('java', ['-version']).status === 0
const title = 'the document drill: the document alone is changed'
const remedy = 'no Java found; install Java 11 or newer (for example Temurin 17)'
/** The document, and what is written from it. */
const written = [
  'packages/client/src/generated/',
  'packages/client/README.md',
  'packages/mock/README.md',
  'packages/mock/src/generated/',
  'spec/openapi.yaml',
]

if (!hasJava && process.env['CI']) throw new Error(`The document drill cannot run: ${remedy}`)
if (!hasJava) console.warn(`SKIPPED: ${title}: ${remedy}`)

describe.skipIf(!hasJava)(hasJava ? title : `${title} (SKIPPED: ${remedy})`, { timeout: 300_000 }, () => {
  let drill: QuickDrill
  const rows: DrilledRow[] = []
  beforeAll(() => {
    const unchanged = { change: 'nothing', edit: () => undefined, program: programBefore }
    drill = drillQuickly(bundledDocument(), [unchanged, ...carriedChanges, ...decidedChanges])
  }, 300_000)
  afterAll(() => {
    drill[Symbol.dispose]()
    console.log(tableOfRows(rows))
  })

  function drilledOf(change: string): Drilled {
    const drilled = drill.drilled.get(change)
    if (drilled === undefined) throw new Error(`${change} was not drilled`)
    return drilled
  }

  test('nothing: the document as it is does not know the error of the patch', () => {
    expect(drilledOf('nothing')).toMatchObject({ typeErrors: '', facadeErrors: '' })
  })

  test.each(carriedChanges)('carried: $change', async ({ change, isUnseen, use }) => {
    const { typeErrors, facadeErrors, code, milliseconds } = drilledOf(change)
    expect(typeErrors).toBe('')
    expect(facadeErrors).toBe('')
    if (isUnseen) expect(code).toBe(drilledOf('nothing').code)
    await use?.(await drill.clientOf(change))
    rows.push({ change, result: 'carried; no file changed by hand', milliseconds })
  })

  test.each(decidedChanges)('decided in the facade: $change', ({ change, names }) => {
    const { typeErrors, facadeErrors, milliseconds } = drilledOf(change)
    expect(typeErrors).toBe('')
    expect(facadeErrors).toContain(names)
    rows.push({
      change,
      result: `to decide: ${facadeErrors.replace(/^change-\d+\//, '').split('\n')[0]}`,
      milliseconds,
    })
  })

  describe('all changes that are carried, built together', () => {
    let copy: ScratchCopy
    beforeAll(() => {
      copy = makeScratchCopy()
      copy.apply(workedExample())
      for (const { edit } of carriedChanges) copy.editDocument(edit)
      copy.run('pnpm', 'exec', 'turbo', 'run', 'build', 'typecheck')
    }, 300_000)
    afterAll(() => copy[Symbol.dispose]())

    test('change nothing but the document and what is written from it', () => {
      expect(copy.changes().filter((file) => !written.some((place) => file.startsWith(place)))).toEqual([])
    })

    test('reach the flags, the help and the requests of the CLI', () => {
      const help = copy.run('node', 'packages/cli/dist/main.cjs', 'send', '--help').replaceAll(/\s+/g, ' ')
      for (const word of ['--campaign', 'drillsource', "men's club", 'At most 1000'])
        expect(help).toContain(word)
      const words = ['--to', '15550000001', '--message-id', 'wamid.1', '--dry-run', '--json', '👍']
      const details = [
        '--batch-number',
        '7',
        '--extra-info-no-reply',
        'true',
        '--labels',
        'a',
        '--labels',
        'b',
      ]
      const account = ['--sid', 's', '--phone-number', '15550000002', '--region', 'drill']
      const cli = ['packages/cli/dist/main.cjs', 'send', ...account, '--extra-info-region', 'north']
      const preview = JSON.parse(copy.run('node', ...cli, ...details, ...words))
      expect(JSON.parse(preview.body).extra_info).toEqual({
        batch_number: 7,
        no_reply: true,
        labels: ['a', 'b'],
        region: 'north',
      })
      const explained = copy.run('node', 'packages/cli/dist/main.cjs', 'explain', 'E120')
      expect(explained).toContain('Take the recipient off the list.')
    })

    test('are shown by the docs', () => {
      const request = copy.read('packages/docs/dist/request/index.md')
      for (const news of ['campaign', 'drillsource']) expect(request).toContain(news)
      const reference = copy.read('packages/docs/dist/reference/index.html')
      for (const news of ['E120', 'campaign', 'listDrilled', '/v3/']) expect(reference).toContain(news)
      expect(copy.read('packages/docs/dist/errors/E120/index.html')).toContain(
        'Take the recipient off the list.',
      )
      expect(copy.read('packages/docs/dist/errors/DR404/index.md')).toContain('# DR404: ')
    })

    test('leave every line of hostile text whole in the doc comments', () => {
      const comments = copy.read('packages/client/src/generated/types.ts').replaceAll(/^ *\* /gm, '')
      for (const line of hostileText.replace('*/', '*\\/').split('\n')) expect(comments).toContain(line)
    })

    test('show of the patch on the first page what the first page says', () => {
      const shown = readmeSection(resultsOf(copy))
      expect(
        readFileSync(join(root, 'README.md'), 'utf8'),
        'README.md shows other results: run `DRILL_WRITES=1 pnpm drill`, and commit what it writes',
      ).toContain(shown)
    })

    test.each([
      ['client', 'test/contract.test.ts'],
      ['mock', 'test/mock.test.ts', 'test/scenarios.test.ts', 'test/stock-prism.test.ts'],
      ['cli', 'test/explain.test.ts', 'test/send.test.ts'],
      ['docs', 'test/files.test.ts'],
    ])('pass the tests of %s', (name, ...files) => {
      const words = ['exec', 'vitest', 'run', ...files]
      copy.run('pnpm', '--filter', `@kaleyra-reactions/${name}`, ...words)
    })
  })
})
