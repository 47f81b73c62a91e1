import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../known-files.ts'
import type { ScratchCopy } from '../scratch-copy.ts'

/** What each product makes of the patch that CONTRIBUTING shows. */
export interface PatchResults {
  /** What the CLI says of the new error. */
  explained: string
  /** What the client reads from the mock: status and body. */
  met: string
  /** What the page of the docs begins with. */
  page: string
}

/** The patch that CONTRIBUTING shows to its readers. */
export function workedExample(): string {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const patch = /```diff\n(?<patch>[\s\S]*?)```/.exec(text)?.groups?.['patch']
  if (patch === undefined) throw new Error('CONTRIBUTING.md shows no patch')
  return patch
}

/** The name of the error that the patch adds. */
const [, reason = ''] = /^\+ {16}(\S+):$/m.exec(workedExample()) ?? []
/** The member of `error` that marks it. */
const [, marker = ''] = /^\+ {20}error:\n\+ +(\w+):/m.exec(workedExample()) ?? []

/** Narrows to the new error; `before` the patch the compiler refuses it. */
const program = `if (isApiError(error, '${reason}')) console.log(error.body.error.${marker})`

/** A program that compiles as long as the patch is not applied. */
export const programBefore: string = `import { isApiError } from './src/index.ts'
export function show(error: unknown): void {
  // @ts-expect-error the document does not know it
  ${program}
}`

/**
 * Asks every product of a built copy for the error of the patch.
 *
 * @throws when the client does not narrow to it.
 */
export function resultsOf(copy: ScratchCopy): PatchResults {
  copy.write(
    'packages/client/test/patch.ts',
    `import { isApiError } from '../src/index.ts'\nexport function show(error: unknown): void {\n  ${program}\n}\n`,
  )
  copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'typecheck')
  const explained = copy.run('node', 'packages/cli/dist/main.cjs', 'explain', reason)
  const met = copy.run('node', '--input-type=module', '--eval', meeting)
  const page = copy.read(`packages/docs/dist/errors/${reason}/index.html`)
  const title = /<h1[^>]*>(?<title>[\s\S]*?)<\/h1>/.exec(page)?.groups?.['title'] ?? ''
  return { explained: explained.trim(), met: met.trim(), page: textOf(title) }
}

/** Sends the message id that asks the mock for the error. */
const meeting = `
  import { createClient } from './packages/client/dist/index.mjs'
  import { startMock } from './packages/mock/dist/index.mjs'
  await using mock = await startMock()
  const account = { baseUrl: mock.url, sid: 'any', apiKey: 'any', phoneNumber: '+919000000001' }
  const reaction = { to: '+919000000002', messageId: 'wamid.${reason}', emoji: '👍' }
  const error = await createClient(account).sendReaction(reaction).catch((error) => error)
  console.log(error.status, JSON.stringify(error.body))
`

/** The section of the first page: the patch, and what comes of it. With `DRILL_WRITES` it is written there. */
export function readmeSection({ explained, met, page }: PatchResults): string {
  const section = `${fenced('diff', workedExample().trimEnd())}

The client narrows to it; before the patch this line does not compile:

${fenced('ts', program)}

The CLI explains it:

${fenced('console', `$ kaleyra-reactions explain ${reason}\n${explained}`)}

The mock answers \`wamid.${reason}\` with it:

${fenced('text', met)}

The docs have a page of it, \`errors/${reason}/\`: *${page}*. All this was written by the test that applies the patch,
\`test/document-drill.test.ts\`.
`
  if (process.env['DRILL_WRITES']) {
    const file = join(root, 'README.md')
    const markers = /(<!-- begin: patch[^\n]*-->\n)[\s\S]*?(\n<!-- end: patch)/
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replace(markers, (_, begin: string, end: string) => `${begin}\n${section}${end}`),
    )
  }
  return section
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
