import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carriedChanges, hostileText } from './drill/carried.ts'
import { decidedChanges } from './drill/decided.ts'
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
  let copy: ScratchCopy
  beforeAll(() => {
    copy = makeScratchCopy()
  }, 300_000)
  afterAll(() => copy[Symbol.dispose]())

  describe('what is carried, all in one document and with the example of CONTRIBUTING.md,', () => {
    beforeAll(() => {
      copy.apply(workedExample())
      for (const { edit } of carriedChanges) copy.editDocument(edit)
      copy.run('pnpm', 'exec', 'turbo', 'run', 'build', 'sweep')
      copy.write(
        'packages/client/test/drill.ts',
        programOf(carriedChanges.map(({ program = '' }) => program)),
      )
    }, 300_000)

    test('changes nothing but the document and what is written from it', () => {
      const changed = copy.changes().filter((file) => file !== 'packages/client/test/drill.ts')
      expect(changed.filter((file) => !written.some((place) => file.startsWith(place)))).toEqual([])
    })

    test('is in the types of the client', () => {
      copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'typecheck')
    })

    test.each(carriedChanges.filter(({ help }) => help !== undefined))(
      '$change: is in the help of the CLI',
      ({ help }) => {
        const printed = copy
          .run('node', 'packages/cli/dist/main.cjs', 'send', '--help')
          .replaceAll(/\s+/g, ' ')
        for (const words of help ?? []) expect(printed).toContain(words)
      },
    )

    test.each(carriedChanges.filter(({ explained }) => explained !== undefined))(
      '$change: is explained by CLI and docs',
      ({ explained = '' }) => {
        expect(copy.run('node', 'packages/cli/dist/main.cjs', 'explain', explained)).toContain(explained)
        expect(copy.read(`packages/docs/dist/errors/${explained}/index.html`)).toContain(explained)
      },
    )

    test('leaves every line of a hostile text whole in the doc comments', () => {
      const comments = copy.read('packages/client/src/generated/types.ts').replaceAll(/^ *\* /gm, '')
      for (const line of hostileText.replace('*/', '*\\/').split('\n')) expect(comments).toContain(line)
    })

    test.each<[string, string[]]>([
      ['client', []],
      ['cli', []],
      // The examples for readers spell out path and key header.
      ['mock', ['test/examples.test.ts']],
      ['docs', []],
      // The page of Kaleyra has nothing of what is drilled.
      ['spec', ['test/conformance.test.ts']],
    ])('passes every test of %s, but for %j', (name, excluded) => {
      const exclusions = excluded.flatMap((file) => ['--exclude', file])
      copy.run('pnpm', '--filter', `@kaleyra-reactions/${name}`, 'test', ...exclusions)
    })
  })

  describe('what a person has to decide, all in one document,', () => {
    const errors = new Map<string, string>()
    beforeAll(() => {
      copy.restore()
      const text = decidedChanges.reduce((before, { edit }) => edit(before), copy.read('spec/openapi.yaml'))
      copy.write('spec/openapi.yaml', text)
      copy.run('pnpm', '--filter', '@kaleyra-reactions/spec', 'build')
      copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'generate')
      for (const name of ['client', 'cli', 'mock'])
        errors.set(
          name,
          copy.fail('pnpm', '--filter', `@kaleyra-reactions/${name}`, 'exec', 'tsc', '--noEmit'),
        )
    }, 300_000)

    test.each(decidedChanges)('$change: does not compile', ({ named }) => {
      for (const { package: name, word } of named) expect(errors.get(name)).toContain(word)
    })
  })

  test('what is refused leaves every file as it was', () => {
    copy.restore()
    copy.editDocument((document) => document.setIn(['x-misspelt'], 'Drilled'))
    const printed = copy.fail('pnpm', 'exec', 'turbo', 'run', 'build')
    expect(printed).toContain('x-misspelt')
    expect(copy.changes()).toEqual(['spec/openapi.yaml'])
  })
})

/** The patch that CONTRIBUTING.md shows to its readers. */
function workedExample(): string {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const patch = /```diff\n(?<patch>[\s\S]*?)```/.exec(text)?.groups?.['patch']
  if (patch === undefined) throw new Error('CONTRIBUTING.md shows no patch')
  return patch
}

/** The programs as one module. */
function programOf(programs: readonly string[]): string {
  const imports = `import { type ApiResponse, type Client, createClient, type ExtraInfo, isApiError, type Transport } from '../src/index.ts'
import { type DrilledList, listDrilled } from '../src/generated/operations.ts'
`
  return imports + programs.join('\n')
}
