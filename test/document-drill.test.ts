import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasTool, starts } from '../packages/test-support/src/tools.ts'
import { carriedChanges, hostileText } from './drill/carried.ts'
import { decidedChanges } from './drill/decided.ts'
import { root } from './known-files.ts'
import { makeScratchCopy, type ScratchCopy } from './scratch-copy.ts'

const hasJava = hasTool(
  starts('java'),
  'the document drill: no Java found; install Java 11 or newer (for example Temurin 17)',
)

describe.skipIf(!hasJava)('the document alone is changed:', { timeout: 300_000 }, () => {
  let copy: ScratchCopy
  beforeAll(() => {
    copy = makeScratchCopy()
  }, 300_000)
  afterAll(() => copy[Symbol.dispose]())

  describe('what is carried, all in one document and with the example of CONTRIBUTING.md,', () => {
    beforeAll(() => {
      copy.apply(shown(/```diff\n(?<text>[\s\S]*?)```/))
      for (const { edit } of carriedChanges) copy.editDocument(edit)
      copy.run('pnpm', 'exec', 'turbo', 'run', 'build', 'sweep')
      copy.write(
        'packages/client/test/drill.ts',
        programOf(carriedChanges.map(({ program = '' }) => program)),
      )
    }, 300_000)

    test('changes the files that CONTRIBUTING.md lists, and no other but generated ones', () => {
      const changed = copy.changes().filter((file) => file !== 'packages/client/test/drill.ts')
      const listed = shown(/git diff --name-only.*\n```\n\n```\n(?<text>[\s\S]*?)```/)
      const others = ['operations', 'requests', 'types'].map(
        (name) => `packages/client/src/generated/${name}.ts`,
      )
      expect(changed).toEqual([...listed.trim().split('\n'), ...others].sort())
    })

    test('is in the types of the client', () => {
      copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'typecheck')
    })

    test('is in the help of the CLI, with the values of an enum and the regions', () => {
      const printed = copy.run('node', 'packages/cli/dist/main.cjs', 'send', '--help')
      for (const value of ["men's club", 'drill']) expect(printed).toContain(value)
    })

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
})

/** The text that CONTRIBUTING.md shows in a block. */
function shown(block: RegExp): string {
  const text = block.exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))?.groups?.['text']
  if (text === undefined) throw new Error(`CONTRIBUTING.md has no block ${block}`)
  return text
}

/** The programs as one module. */
function programOf(programs: readonly string[]): string {
  const imports = `import { type ApiResponse, type Client, createClient, type ExtraInfo, isApiError, type Transport } from '../src/index.ts'
import { type DrilledList, listDrilled } from '../src/generated/operations.ts'
`
  return imports + programs.join('\n')
}
