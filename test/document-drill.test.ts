import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Document } from 'yaml'
import { member } from '../packages/model/src/member.ts'
import { root } from './known-files.ts'
import { makeScratchCopy, type ScratchCopy } from './scratch-copy.ts'

const hasJava = spawnSync('java', ['-version']).status === 0
const title = 'the document drill: the document alone is changed'
const remedy = 'no Java found; install Java 11 or newer (for example Temurin 17)'
const path = '/v2/{sid}/whatsapp/{phone_number}/messages'
/** The document, and what is written from it. */
const written = [
  'packages/client/src/generated/',
  'packages/client/README.md',
  'packages/mock/README.md',
  'spec/openapi.yaml',
]

if (!hasJava && process.env['CI']) throw new Error(`The document drill cannot run: ${remedy}`)
if (!hasJava) console.warn(`SKIPPED: ${title}: ${remedy}`)

describe.skipIf(!hasJava)(hasJava ? title : `${title} (SKIPPED: ${remedy})`, { timeout: 300_000 }, () => {
  let copy: ScratchCopy
  beforeAll(() => {
    copy = makeScratchCopy()
  }, 300_000)
  beforeEach(() => copy.restore())
  afterAll(() => copy[Symbol.dispose]())

  test('the worked example of CONTRIBUTING, a field, a value, a description and an operation reach every product', () => {
    copy.apply(workedExample())
    const second = path.replace('messages', 'reactions')
    copy.editDocument((document) => {
      put(document, schema('ExtraInfo', 'properties', 'campaign'), {
        type: 'string',
        description: 'The campaign the drill belongs to.',
        example: 'spring',
      })
      const typed = {
        batch_number: { type: 'integer', minimum: 0, maximum: 1000, description: 'A number.', example: 7 },
        no_reply: { type: 'boolean', description: 'A switch.', example: true },
        labels: { type: 'array', description: 'A list.', items: { type: 'string' }, example: ['a', 'b'] },
        region: { type: 'string', description: 'Like a flag of the program.', example: 'north' },
      }
      for (const [name, property] of Object.entries(typed))
        put(document, schema('ExtraInfo', 'properties', name), property)
      for (const value of ['drillsource', "men's club"])
        document.addIn(schema('ExtraInfo', 'properties', 'wa_source', 'x-extensible-enum'), value)
      const described = schema('Reaction', 'properties', 'message_id', 'description')
      put(document, described, `A drilled description. ${document.getIn(described)}`)
      put(document, ['info', 'x-docs-url'], 'https://docs.example/drill/')
      put(document, ['paths', second], listOperation(document))
      addError(document, { path: second, method: 'get', status: '404', name: 'E404' })
    })

    copy.run('pnpm', 'exec', 'turbo', 'run', 'build', 'typecheck')
    expect(copy.changes().filter((file) => !written.some((place) => file.startsWith(place)))).toEqual([])

    const help = copy.run('node', 'packages/cli/dist/main.cjs', 'send', '--help').replaceAll(/\s+/g, ' ')
    expect(help).toContain('--campaign <value> The campaign the drill belongs to.')
    expect(help).toContain('drillsource')
    expect(help).toContain('A drilled description.')
    const words = ['--to', '15550000001', '--message-id', 'wamid.1', '--dry-run', '--json', '👍']
    const details = ['--batch-number', '7', '--extra-info-no-reply', 'true', '--labels', 'a', '--labels', 'b']
    const account = ['--sid', 's', '--phone-number', '15550000002', '--region', 'in']
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
    const docs = copy.read('packages/docs/dist/reference/index.html')
    for (const news of ['E120', 'campaign', 'drillsource', 'A drilled description.', 'listReactions'])
      expect(docs).toContain(news)
    const firstPage = copy.read('packages/docs/dist/index.html')
    for (const news of ['E120', 'campaign', 'drillsource', 'A drilled description.'])
      expect(firstPage).toContain(news)
    expect(copy.read('packages/docs/dist/sitemap.xml')).toContain('https://docs.example/drill/errors/E120/')
    expect(copy.read('packages/docs/dist/errors/E120/index.html')).toContain(
      'Take the recipient off the list.',
    )
    expect(copy.read('packages/docs/dist/errors/E404/index.html')).toContain('curl --request GET')
    for (const file of ['index.html', 'errors/E120/index.html', '404.html', 'llms.txt'])
      expect(copy.read(`packages/docs/dist/${file}`)).toMatch(
        /https:\/\/docs\.example\/drill\/|"\/drill\/errors/,
      )

    copy.write(
      'packages/client/test/drill.ts',
      `import type { ApiResponse, DocumentedApiError, ExtraInfo, SendReactionResponse, Transport } from '../src/index.ts'
       import { listReactions } from '../src/index.ts'
       export const reasons: DocumentedApiError['reason'][] = ['E120', 'E404']
       export const recipientOf = (error: DocumentedApiError<'E120'>): string => error.body.error.recipient
       export const extraInfo: ExtraInfo = { campaign: 'spring', wa_source: 'drillsource' }
       export const other: ExtraInfo = { wa_source: "men's club", batch_number: 7, no_reply: true, labels: ['a'] }
       export const list = (transport: Transport): Promise<ApiResponse<SendReactionResponse>> =>
         listReactions(transport, {
           sid: 's', phone_number: '1', page: 2, tag: ['a', 'b'], order: "newest, that's first", 'x-trace': 't',
         })`,
    )
    copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'typecheck')

    expect(testsOf('client', 'test/contract.test.ts')).toMatch(
      /✓.*sendReaction: E120[\s\S]*✓.*listReactions: E404/,
    )
    expect(
      testsOf('mock', 'test/mock.test.ts', 'test/scenarios.test.ts', 'test/stock-prism.test.ts'),
    ).toMatch(/✓.*listReactions with LISTED/)
    expect(testsOf('cli', 'test/explain.test.ts', 'test/help.test.ts', 'test/send.test.ts')).toMatch(
      /✓.*E120/,
    )
    expect(testsOf('docs', 'test/files.test.ts')).toMatch(/✓.*E120/)
    testsOf('spec', 'test/document.test.ts')
    expect(copy.changes().filter((file) => !written.some((place) => file.startsWith(place)))).toEqual([
      'packages/client/test/drill.ts',
    ])
  })

  test('no text in a description breaks or alters the generated code', () => {
    const hostile =
      'it\'s "quoted" \\ back\\slashed\n`ticked` {{{mustache}}} */ closed /* opened 👍🏽\n@internal <b>'
    const pattern = /\/\*\*[\s\S]*?\*\/|^\/\/.*$|\s+/gm
    const before = generated().map((text) => text.replaceAll(pattern, ''))
    const e110 = [
      'paths',
      path,
      'post',
      'responses',
      '400',
      'content',
      'application/json',
      'examples',
      'E110',
    ]
    copy.editDocument((document) => {
      for (const place of [
        ['info', 'description'],
        ['tags', 1, 'description'],
        ['servers', 0, 'description'],
        ['paths', path, 'parameters', 0, 'description'],
        ['paths', path, 'post', 'description'],
        ['paths', path, 'post', 'summary'],
        ['paths', path, 'post', 'responses', '400', 'description'],
        [...e110, 'summary'],
        [...e110, 'x-error', 'meaning'],
        [...e110, 'x-error', 'action'],
        schema('ExtraInfo', 'properties', 'wa_source', 'description'),
      ]) {
        put(document, place, hostile)
      }
    })
    copy.run('pnpm', 'generate')

    expect(generated().map((text) => text.replaceAll(pattern, ''))).toEqual(before)
    const comments = generated()
      .join('\n')
      .replaceAll(/^ *\* /gm, '')
    const shown = hostile.replace('*/', '*\\/').split('\n')
    for (const line of shown) expect(comments.split(line).length).toBeGreaterThan(4)
    copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'typecheck')
    copy.run('pnpm', '--filter', '@kaleyra-reactions/client', 'lint')
  })

  /** Runs test files of a package, those that a change of the document can break, and gives what they printed. */
  function testsOf(name: string, ...files: string[]): string {
    const words = ['exec', 'vitest', 'run', '--reporter=verbose', ...files]
    return copy.run('pnpm', '--filter', `@kaleyra-reactions/${name}`, ...words)
  }

  function generated(): string[] {
    return ['types', 'cases', 'operations'].map((name) =>
      copy.read(`packages/client/src/generated/${name}.ts`),
    )
  }
})

/** The patch that CONTRIBUTING shows to its readers. */
function workedExample(): string {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const patch = /```diff\n(?<patch>[\s\S]*?)```/.exec(text)?.groups?.['patch']
  if (patch === undefined) throw new Error('CONTRIBUTING.md shows no patch')
  return patch
}

/** A second operation, on the path of the first and with a parameter in its query. */
function listOperation(document: Document): object {
  return {
    parameters: member(member(member(document.toJS(), 'paths'), path), 'parameters'),
    get: {
      operationId: 'listReactions',
      tags: ['Reactions'],
      summary: 'List reactions',
      description: 'Lists the reactions that were sent.',
      parameters: [
        {
          name: 'page',
          in: 'query',
          description: 'The page to give, counted from 1.',
          schema: { type: 'integer', minimum: 1, maximum: 1000 },
          example: 2,
        },
        {
          name: 'tag',
          in: 'query',
          description: 'The tags to look for.',
          style: 'form',
          explode: true,
          schema: { type: 'array', items: { type: 'string' } },
          example: ['a', 'b'],
        },
        {
          name: 'order',
          in: 'query',
          description: 'The order of the list.',
          schema: { type: 'string', enum: ['oldest', "newest, that's first"] },
          example: 'oldest',
        },
        {
          name: 'x-trace',
          in: 'header',
          description: 'An id that stands in the logs.',
          schema: { type: 'string' },
          example: 'trace-1',
        },
      ],
      responses: {
        '200': {
          description: 'The reactions',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/SendReactionResponse' },
              examples: { LISTED: { summary: 'The reactions', value: accepted('WA200') } },
            },
          },
        },
      },
    },
  }
}

interface NewError {
  path: string
  method: string
  status: string
  name: string
}

/** A named example with its catalogue entry: all that an error code is. */
function addError(document: Document, { path, method, status, name }: NewError): void {
  const example = {
    summary: `${status} Drilled`,
    'x-error': {
      meaning: 'The drill was met.',
      kind: 'account',
      scope: 'account',
      mayHaveBeenAccepted: false,
      actor: 'The driller',
      action: 'Ask whoever drills.',
      retry: { advice: 'Never.' },
      'x-source': 'assumption',
    },
    value: { code: name, message: 'Drilled', data: {}, error: { marker: 'Drilled' } },
  }
  const schema = { $ref: '#/components/schemas/ErrorResponse' }
  const content = { schema, examples: { [name]: example } }
  const response = { description: 'Drilled', content: { 'application/json': content } }
  put(document, ['paths', path, method, 'responses', status], response)
}

/** Sets a value as nodes of the tree, so that later edits can reach into it. */
function put(document: Document, place: Iterable<unknown>, value: unknown): void {
  document.setIn(place, document.createNode(value, { aliasDuplicateObjects: false }))
}

function accepted(code: string): object {
  return { code, message: 'Listed', data: { message_id: 'A1' }, error: {} }
}

function schema(...keys: string[]): string[] {
  return ['components', 'schemas', ...keys]
}
