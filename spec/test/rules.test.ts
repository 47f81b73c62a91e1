import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

type Small = ReturnType<typeof smallDocument>

/** An edit of the small document, and what is said of it. */
interface Mistake {
  what: string
  edit: (document: Small) => unknown
  /** A part of the message. */
  says: string
  /** The end of the place. */
  at: string
  /** The word that is offered. */
  meant?: string
}

const operationIn = (document: Small) => document.paths['/shops/{shop}/Orders_v2'].post
const refusalsIn = (document: Small) =>
  operationIn(document).responses['404'].content['application/json'].examples
const goneIn = (document: Small) => refusalsIn(document).GONE
const lostIn = (document: Small) => failuresIn(document)['lost-77']

const mistakes: Readonly<Record<string, Mistake[]>> = {
  'known-extensions': [
    {
      what: 'a misspelt extension',
      edit: ({ servers }) => Object.assign(servers[0] ?? {}, { 'x-regoin': 'a' }),
      says: 'Nothing reads the extension `x-regoin`',
      at: '/servers/0/x-regoin',
      meant: 'x-region',
    },
    {
      what: 'an extension in a place that has none',
      edit: ({ components }) => Object.assign(components.schemas.ExtraInfo, { 'x-region': 'a' }),
      says: 'Nothing reads the extension `x-region`. Known here: ',
      at: '/ExtraInfo/x-region',
    },
  ],
  struct: [
    {
      what: 'a misspelt member of x-error',
      edit: (document) => set(goneIn(document)['x-error'], { actr: 'You' }),
      says: 'Property `actr` is not expected here',
      at: '/GONE/x-error/actr',
      meant: 'actor',
    },
    {
      what: 'x-error without a member',
      edit: (document) => set(goneIn(document)['x-error'], { retry: undefined }),
      says: 'The field `retry` must be present',
      at: '/GONE/x-error',
    },
    {
      what: 'a misspelt scope',
      edit: (document) => set(goneIn(document)['x-error'], { scope: 'acount' }),
      says: '`scope` can be one of the following only',
      at: '/GONE/x-error/scope',
      meant: 'account',
    },
    {
      what: 'a member of another type',
      edit: (document) => set(goneIn(document)['x-error'], { causes: 'Rain.' }),
      says: 'Expected type `array` but got `string`',
      at: '/GONE/x-error/causes',
    },
    {
      what: 'a list of another type',
      edit: (document) => set(goneIn(document)['x-error'], { 'x-source': { ours: ['meaning', 5] } }),
      says: 'Expected type `string` but got `integer`',
      at: '/x-error/x-source/ours/1',
    },
    {
      what: 'a situation without statements',
      edit: (document) => set(document['x-situations'].silence, { statements: undefined }),
      says: 'The field `statements` must be present',
      at: '/x-situations/silence',
    },
    {
      what: 'a misspelt limit',
      edit: (document) => addField(document, 'size', { type: 'integer', maximun: 1 }),
      says: 'Property `maximun` is not expected here',
      at: '/size/maximun',
      meant: 'maximum',
    },
  ],
  'known-sources': [
    {
      what: 'an unknown source',
      edit: (document) => set(document.components.schemas.ExtraInfo.properties.ref, { 'x-source': 'manul' }),
      says: '`manul` is not in `x-sources`',
      at: '/ref/x-source',
      meant: 'manual',
    },
    {
      what: 'a statement without a source',
      edit: (document) => set(goneIn(document)['x-error'], { note: 'Gone.' }),
      says: '`note` has no source',
      at: '/GONE/x-error/x-source',
    },
    {
      what: 'a source of what is no statement',
      edit: (document) =>
        set(goneIn(document)['x-error'], {
          'x-source': { ours: ['meaning', 'actor', 'action', 'retry', 'notes'] },
        }),
      says: '`notes` is not a statement that this error makes',
      at: '/GONE/x-error/x-source',
    },
  ],
  addresses: [
    {
      what: 'a server without encryption',
      edit: ({ servers }) => set(servers[0], { url: 'http://a.test' }),
      says: 'the client sends the key there',
      at: '/servers/0/url',
    },
    {
      what: 'an address of docs to which nothing can be added',
      edit: ({ info }) => set(info, { 'x-docs-url': 'https://a.test/docs' }),
      says: 'end with a slash',
      at: '/info/x-docs-url',
    },
    {
      what: 'a page without a day',
      edit: (document) => set(document['x-sources'].manual, { read: undefined }),
      says: 'the day you read this one',
      at: '/x-sources/manual',
    },
    {
      what: 'a day that is none',
      edit: (document) => set(document['x-sources'].manual, { read: '31.1.2026' }),
      says: 'Write the day as in 2026-01-31',
      at: '/manual/read',
    },
  ],
  regions: [
    {
      what: 'a server without a name',
      edit: ({ servers }) => set(servers[0], { 'x-region': undefined }),
      says: 'Add `x-region: in`',
      at: '/servers/0',
    },
    {
      what: 'two servers of one name',
      edit: ({ servers }) => servers.push({ url: 'https://b.test', 'x-region': 'a' }),
      says: 'Another server has the region `a`',
      at: '/servers/1/x-region',
    },
    {
      what: 'a name with a blank',
      edit: ({ servers }) => set(servers[0], { 'x-region': 'A b' }),
      says: 'Use small letters',
      at: '/servers/0/x-region',
    },
  ],
  'case-names': [
    {
      what: 'a case with a number for a name',
      edit: (document) => rename(failuresIn(document), 'lost-77', '77'),
      says: 'Add a word: `failed-77`',
      at: '/examples/77',
    },
    {
      what: 'a case name of 300 characters',
      edit: (document) => rename(refusalsIn(document), 'GONE', `GONE-${'x'.repeat(300)}`),
      says: 'at most 60 letters',
      at: 'xxx',
    },
    {
      what: 'a case name with a slash',
      edit: (document) => rename(refusalsIn(document), 'GONE', 'GONE-a/b'),
      says: 'at most 60 letters',
      at: '/GONE-a~1b',
    },
    {
      what: 'a name that every object of JavaScript has',
      edit: (document) => rename(refusalsIn(document), 'GONE', 'constructor'),
      says: 'at most 60 letters',
      at: '/constructor',
    },
    {
      what: 'a name without its code',
      edit: (document) => rename(refusalsIn(document), 'GONE', 'G0NE'),
      says: 'The code is GONE. Name the case `GONE`',
      at: '/G0NE',
    },
    {
      what: 'two cases whose names differ in capitals',
      edit: (document) =>
        set(refusalsIn(document), {
          'gone-account': example('gone', { name: '' }),
          'GONE-Account': example('GONE', { other: '' }),
        }),
      says: 'in capitals only',
      at: '/gone-account',
    },
    {
      what: 'one name for two cases',
      edit: (document) =>
        set(operationIn(document).responses, {
          '409': { description: 'x', ...content({ GONE: example('GONE', { other: '' }) }) },
        }),
      says: 'Another case has the name `GONE`',
      at: '/409/content/application~1json/examples/GONE',
    },
  ],
  'case-marks': [
    {
      what: 'two cases that no client can tell apart',
      edit: (document) => set(refusalsIn(document), { 'GONE-twice': example('GONE', { shop: '' }) }),
      says: 'No client can tell this case from `GONE`',
      at: '/GONE-twice',
    },
    {
      what: 'an error without a code',
      edit: (document) => set(goneIn(document).value, { code: undefined }),
      says: 'Set `value.code` to ASCII characters',
      at: '/GONE',
    },
    {
      what: 'an error without a member in error',
      edit: (document) => set(goneIn(document).value, { error: {} }),
      says: 'Add one to `value.error`',
      at: '/GONE',
    },
  ],
  'error-facts': [
    {
      what: 'an error without x-error',
      edit: (document) => set(goneIn(document), { 'x-error': undefined }),
      says: 'An error needs `x-error`',
      at: '/GONE',
    },
    {
      what: 'an error that does not say whether the reaction may have been accepted',
      edit: (document) => set(goneIn(document)['x-error'], { mayHaveBeenAccepted: undefined }),
      says: '`mayHaveBeenAccepted` is missing',
      at: '/GONE/x-error',
    },
    {
      what: 'x-error on a success',
      edit: (document) =>
        set(operationIn(document).responses['202'].content['application/json'].examples.TAKEN, {
          'x-error': { ...errorFacts(), mayHaveBeenAccepted: true },
        }),
      says: 'Only errors have `x-error`',
      at: '/TAKEN/x-error',
    },
    {
      what: 'a description beside x-error',
      edit: (document) => set(goneIn(document), { description: 'Gone.' }),
      says: 'Move this text to `meaning` or `note`',
      at: '/GONE/description',
    },
    {
      what: 'a code beside that of the body',
      edit: (document) => set(goneIn(document)['x-error'], { code: 'GONE' }),
      says: '`code` is for callbacks',
      at: '/GONE/x-error/code',
    },
    {
      what: 'a failure without a code',
      edit: (document) => set(lostIn(document)['x-error'], { code: undefined }),
      says: '`code` is missing',
      at: '/lost-77/x-error',
    },
    {
      what: 'a failure that may not have been accepted',
      edit: (document) => set(lostIn(document)['x-error'], { mayHaveBeenAccepted: false }),
      says: '`mayHaveBeenAccepted` is for responses only',
      at: '/lost-77/x-error/mayHaveBeenAccepted',
    },
    {
      what: 'a code that the callback does not carry',
      edit: (document) => set(lostIn(document).value, { errors: [{ code: 7 }] }),
      says: 'does not contain the code 77',
      at: '/lost-77/x-error/code',
    },
    {
      what: 'a failure to be made from none',
      edit: (document) => set(lostIn(document), { value: undefined }),
      says: 'can derive none from another failure',
      at: '/lost-78',
    },
    {
      what: 'a failure without value and title',
      edit: (document) => set(failuresIn(document)['lost-78']['x-error'], { title: undefined }),
      says: 'Add `title` or `value`',
      at: '/lost-78/x-error',
    },
  ],
  'invalid-request': [
    {
      what: 'two cases that answer an invalid request',
      edit: (document) => set(refusalsIn(document)['GONE-account']['x-error'], { invalidRequest: true }),
      says: '`GONE` is already the response to an invalid request',
      at: '/GONE-account/x-error/invalidRequest',
    },
  ],
  'unknown-values': [
    {
      what: 'an unknown parameter',
      edit: (document) => set(goneIn(document)['x-error'], { unknown: ['shopp'] }),
      says: '`shopp` is neither a parameter',
      at: '/unknown/0',
      meant: 'shop',
    },
    {
      what: 'a value that two cases answer',
      edit: (document) => set(refusalsIn(document)['GONE-account']['x-error'], { unknown: ['shop'] }),
      says: '`GONE` is already the response to an unknown `shop`',
      at: '/GONE-account/x-error/unknown/0',
    },
  ],
  reaction: [
    {
      what: 'another operationId',
      edit: (document) => set(operationIn(document), { operationId: 'createClient' }),
      says: 'No operation has the operationId `sendReaction`',
      at: '/paths',
    },
    {
      what: 'a status without a case',
      edit: (document) =>
        set(operationIn(document).responses, { '503': { description: 'Busy.', ...content({}) } }),
      says: 'has no named JSON example',
      at: '/responses/503',
    },
    {
      what: 'a range of statuses',
      edit: (document) => rename(operationIn(document).responses, '404', '4XX'),
      says: 'Replace `4XX` with single statuses',
      at: '/responses/4XX',
    },
    {
      what: 'a request without an example',
      edit: (document) =>
        set(operationIn(document).requestBody.content['application/json'], { examples: undefined }),
      says: 'no JSON body with a named example',
      at: '/post',
    },
    {
      what: 'a callback without a body',
      edit: ({ webhooks }) => set(webhooks.outcome.post, { requestBody: undefined }),
      says: 'There is no JSON body',
      at: '/webhooks/outcome/post',
    },
    {
      what: 'a parameter without an example',
      edit: ({ paths }) => set(paths['/shops/{shop}/Orders_v2'].parameters[0], { example: undefined }),
      says: 'needs an `example`',
      at: '/parameters/0',
    },
    {
      what: 'a key that is no header',
      edit: ({ components }) => set(components.securitySchemes.key, { in: 'query' }),
      says: 'sends a key in a header',
      at: '/security',
    },
  ],
  flags: [
    {
      what: 'a field whose name can be no flag',
      edit: (document) => addField(document, 'é', { type: 'string' }),
      says: '`é` cannot be a flag of the CLI',
      at: '/properties/é',
    },
    {
      what: 'a field whose name every object of JavaScript has',
      edit: (document) => addField(document, 'toString', { type: 'string' }),
      says: '`toString` cannot be a flag of the CLI',
      at: '/properties/toString',
    },
    {
      what: 'two fields of one flag',
      edit: (document) => addField(document, 'R_ef', { type: 'string' }),
      says: 'the same flag for this field and for `ref`',
      at: '/properties/R_ef',
    },
    {
      what: 'a field that is an object',
      edit: (document) => addField(document, 'size', { type: 'object' }),
      says: 'needs a type: string, integer',
      at: '/properties/size',
    },
    {
      what: 'a field without a type',
      edit: (document) => addField(document, 'size', { description: 'Any.' }),
      says: 'needs a type: string, integer',
      at: '/properties/size',
    },
  ],
  'schema-values': [
    {
      what: 'a constant without a type',
      edit: (document) =>
        set(document.components.schemas.Answer.properties.code, {
          type: undefined,
          const: 'A',
          'x-extensible-enum': undefined,
        }),
      says: 'reads `const` only beside a `type`',
      at: '/code/const',
    },
    {
      what: 'a list of nothing',
      edit: (document) => set(document.components.schemas.Outcome.properties.errors, { items: undefined }),
      says: 'to say what the list holds',
      at: '/errors/type',
    },
    {
      what: 'a pattern that does not compile',
      edit: (document) => set(document.components.schemas.Answer.properties.code, { pattern: '^[a-z\\_]+$' }),
      says: 'invalid with the flag `u`',
      at: '/code/pattern',
    },
    {
      what: 'known values beside all values',
      edit: (document) =>
        set(document.components.schemas.Answer.properties.code, { enum: ['TAKEN', 'GONE'] }),
      says: 'Keep one of the two',
      at: '/code/x-extensible-enum',
    },
    {
      what: 'a mark for texts on a number',
      edit: (document) => addField(document, 'size', { type: 'integer', 'x-truncated-at': 3 }),
      says: '`x-truncated-at` needs `type: string`',
      at: '/size/x-truncated-at',
    },
  ],
  'reaction-schemas': [
    {
      what: 'alternatives in the body of a reaction',
      edit: (document) => addField(document, 'size', { type: 'string', anyOf: [{ maxLength: 1 }] }),
      says: 'do not read `anyOf`',
      at: '/size/anyOf',
    },
    {
      what: 'a schema that contains itself',
      edit: ({ components }) =>
        set(components.schemas.Order.properties, { inner: { $ref: '#/components/schemas/Order' } }),
      says: 'The schema contains itself',
      at: '/schemas/Order',
    },
    {
      what: 'a body that is a list',
      edit: ({ components }) =>
        set(components.schemas.Order, { type: 'array', items: {}, properties: undefined }),
      says: 'must be an object with `properties`',
      at: '/schemas/Order',
    },
    {
      what: 'two ids in one response',
      edit: ({ components }) =>
        set(components.schemas.Answer.properties, {
          first: { type: 'string', 'x-id': true },
          second: { type: 'string', 'x-id': true },
        }),
      says: '`first` is already marked as the id',
      at: '/second/x-id',
    },
  ],
  names: [
    {
      what: 'a schema that is no type',
      edit: ({ components }) => rename(components.schemas, 'Outcome', 'Out-come'),
      says: '`Out-come` cannot be the name of a type',
      at: '/schemas/Out-come',
    },
    {
      what: 'a schema with the name of a type of JavaScript',
      edit: ({ components }) => set(components.schemas, { Error: components.schemas.Outcome }),
      says: '`Error` is a type of JavaScript',
      at: '/schemas/Error',
    },
    {
      what: 'two schemas that differ in capitals',
      edit: ({ components }) => set(components.schemas, { OutCome: components.schemas.Outcome }),
      says: '`Outcome` differs in capitals only',
      at: '/schemas/OutCome',
    },
    {
      what: 'an operation with the name of a keyword',
      edit: ({ webhooks }) => set(webhooks.outcome.post, { operationId: 'delete' }),
      says: '`delete` cannot be the name of a function',
      at: '/post/operationId',
    },
  ],
}

const scratch = mkdtempSync(join(import.meta.dirname, '../node_modules/rules-test-'))
const problems = new Map<string, LintProblem[]>()
const all = Object.entries(mistakes).flatMap(([rule, list]) =>
  list.map((mistake, index) => ({ ...mistake, rule, file: `${rule}-${index}.json` })),
)

/** A problem as `redocly lint --format=json` tells it. */
interface LintProblem {
  ruleId: string
  message: string
  location: { source: { ref: string }; pointer: string }[]
  suggest: string[]
}

// All documents in one process: it takes a second to start.
beforeAll(() => {
  mkdirSync(scratch, { recursive: true })
  const documents = {
    ...Object.fromEntries(all.map(({ file, edit }) => [file, edited(edit)])),
    'small.json': smallDocument(),
    'foreign.json': withForeignOperation(),
  }
  const files = Object.keys(documents)
  for (const [file, document] of Object.entries(documents))
    writeFileSync(join(scratch, file), JSON.stringify(document, null, 2))
  const redocly = join(createRequire(import.meta.url).resolve('@redocly/cli/package.json'), '../bin/cli.js')
  const config = join(import.meta.dirname, '../../redocly.yaml')
  const words = [redocly, 'lint', ...files, '--format=json', '--config', config]
  const { stdout } = spawnSync(process.execPath, words, { cwd: scratch, encoding: 'utf8', maxBuffer: 1e8 })
  for (const [index, text] of stdout.split(/(?<=^\})(?=\{)/m).entries())
    problems.set(files[index] ?? '', JSON.parse(text).problems)
  expect(problems.size, stdout.slice(-2000)).toBe(files.length)
}, 60_000)
afterAll(() => rmSync(scratch, { recursive: true }))

test.each(all)('$rule tells of $what', ({ rule, file, says, at, meant }) => {
  const told = problems.get(file)?.map(({ ruleId, message, location, suggest }) => ({
    ruleId: ruleId.replace('kaleyra/', ''),
    message,
    pointer: location[0]?.pointer,
    meant: meant === undefined ? undefined : suggest[0],
  }))
  expect(told).toContainEqual({
    ruleId: rule,
    message: expect.stringContaining(says),
    pointer: expect.stringMatching(new RegExp(`${escaped(at)}$`)),
    meant,
  })
})

test('a document without a mistake has no problem', () => {
  expect(problems.get('small.json')).toEqual([])
})

test('what is plain OpenAPI in another operation is left to the stock tools', () => {
  expect(problems.get('foreign.json')).toEqual([])
})

/** Headers, `deprecated`, ranges of statuses, alternatives, another media type, and no error of ours. */
function withForeignOperation(): object {
  const document = smallDocument()
  const operation = {
    operationId: 'listOrders',
    tags: ['Orders'],
    summary: 'List',
    deprecated: true,
    responses: {
      '200': {
        description: 'All.',
        headers: { 'Retry-After': { schema: { type: 'integer' } } },
        content: { 'text/csv': { schema: { oneOf: [{ type: 'string' }, { type: 'null' }] } } },
      },
      '4XX': { description: 'Refused.', ...content({ refused: { value: { code: 'NO' } } }) },
    },
  }
  return { ...document, paths: { ...document.paths, '/get-Orders_v1': { get: operation } } }
}

function edited(edit: (document: Small) => unknown): Small {
  const document = smallDocument()
  edit(document)
  return document
}

function set(target: object | undefined, members: object): void {
  if (target === undefined) throw new Error('There is nothing to edit')
  Object.assign(target, members)
}

function rename(target: object, from: string, to: string): void {
  const entries = Object.entries(target).map(([name, value]) => [name === from ? to : name, value])
  for (const name of Object.keys(target)) Reflect.deleteProperty(target, name)
  Object.assign(target, Object.fromEntries(entries))
}

function addField({ components }: Small, name: string, schema: object): void {
  Object.assign(components.schemas.ExtraInfo.properties, { [name]: schema })
}

function example(code: string, error: object): object {
  return { 'x-error': { ...errorFacts(), mayHaveBeenAccepted: false }, value: { code, error } }
}

function content(examples: object): object {
  return { content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' }, examples } } }
}

function failuresIn({ webhooks }: Small) {
  return webhooks.outcome.post.requestBody.content['application/json'].examples
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** A small document without a mistake: one error, one callback that reports a failure, and one made from it. */
function smallDocument() {
  return {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1.0.0', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: 'https://a.test', 'x-region': 'a' }],
    security: [{ key: [] }],
    tags: [{ name: 'Orders', description: 'Orders of the shop.' }],
    paths: {
      '/shops/{shop}/Orders_v2': {
        parameters: [
          { name: 'shop', in: 'path', required: true, schema: { type: 'string' }, example: 'north' },
        ],
        post: {
          operationId: 'sendReaction',
          tags: ['Orders'],
          summary: 'Order',
          requestBody: body('Order', { order: { value: { extra_info: { ref: 'one' } } } }),
          responses: {
            '202': {
              description: 'Taken.',
              ...body('Answer', { TAKEN: { value: { code: 'TAKEN', error: {} } } }),
            },
            '404': {
              description: 'Gone.',
              ...body('Answer', {
                GONE: {
                  'x-error': {
                    ...errorFacts(),
                    mayHaveBeenAccepted: false,
                    invalidRequest: true,
                    unknown: ['shop'],
                  },
                  value: { code: 'GONE', error: { shop: 'No such shop' } },
                },
                'GONE-account': {
                  'x-error': { ...errorFacts(), mayHaveBeenAccepted: false },
                  value: { code: 'GONE', error: { account: 'No such account' } },
                },
              }),
            },
          },
        },
      },
    },
    webhooks: {
      outcome: {
        post: {
          operationId: 'receiveOutcome',
          tags: ['Orders'],
          summary: 'Outcome',
          requestBody: body('Outcome', {
            'lost-77': {
              'x-error': { ...errorFacts(), code: '77' },
              value: { errors: [{ code: 77, title: 'Lost' }] },
            },
            'lost-78': { 'x-error': { ...errorFacts(), code: '78', title: 'Burnt' } },
          }),
          responses: { '2XX': { description: 'Received.' } },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } },
      schemas: {
        Order: { type: 'object', properties: { extra_info: { $ref: '#/components/schemas/ExtraInfo' } } },
        ExtraInfo: {
          type: 'object',
          properties: { ref: { type: 'string', 'x-truncated-at': 255, 'x-source': 'manual' } },
        },
        Answer: {
          type: 'object',
          properties: { code: { type: 'string', 'x-extensible-enum': ['TAKEN'] }, error: { type: 'object' } },
        },
        Outcome: {
          type: 'object',
          properties: {
            errors: {
              type: 'array',
              items: {
                type: 'object',
                properties: { code: { type: 'integer', maximum: 99 }, title: { type: 'string' } },
              },
            },
          },
        },
      },
    },
    'x-sources': {
      ours: { title: 'Ours' },
      manual: { title: 'The manual', url: 'https://a.test/m', read: '2026-01-31' },
    },
    'x-situations': {
      silence: { title: 'No answer', statuses: [504], statements: [{ text: 'Wait.', 'x-source': 'ours' }] },
    },
  }
}

function body<Examples>(schema: string, examples: Examples) {
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` }, examples } } }
}

/** What is known of an error, without the members that responses and callbacks have by themselves. */
function errorFacts() {
  return {
    meaning: 'It is gone.',
    kind: 'request',
    scope: 'call',
    actor: 'You',
    action: 'Look.',
    retry: { advice: 'Never.' },
    'x-source': { manual: ['meaning', 'retry'], ours: ['actor', 'action'] },
  }
}
