import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { casesOf, type OpenapiDocument, operationsOf, type Schema } from '../spec/src/cases.ts'

/** The parts of a version, the smallest step first. */
export const bumps = ['patch', 'minor', 'major'] as const

/** A step of the version. */
export type Bump = (typeof bumps)[number]

/** A change of the contract and the least step of the version that tells the truth about it. */
export interface Change {
  bump: Bump
  what: string
}

/**
 * The changes from one document to another, the gravest first, as `redocly diff` rates them; cases and request fields
 * by our own comparison, since it takes a removed case for a patch and a new one for a major change.
 *
 * @throws when one of the files cannot be read as an OpenAPI document.
 */
export function changesBetween(before: string, after: string): Change[] {
  const folder = mkdtempSync(join(tmpdir(), 'kaleyra-contract-'))
  try {
    const report = join(folder, 'report.json')
    redocly('diff', before, after, '--format=json', '--fail-on=none', `--output=${report}`)
    const [old, young] = [before, after].map((file, index): OpenapiDocument => {
      const bundle = join(folder, `${index}.json`)
      redocly('bundle', file, `--output=${bundle}`)
      return JSON.parse(readFileSync(bundle, 'utf8'))
    })
    if (old === undefined || young === undefined) return []
    const { changes }: { changes: RatedChange[] } = JSON.parse(readFileSync(report, 'utf8'))
    const found = [...changedCases(old, young), ...changedFields(old, young), ...changes.flatMap(rated)]
    return found.sort((left, right) => bumps.indexOf(right.bump) - bumps.indexOf(left.bump))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function redocly(...command: string[]): void {
  const done = spawnSync('redocly', command, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`redocly ${command.join(' ')} failed:\n${done.error ?? done.stderr}`)
}

/** A change in the report of `redocly diff`. */
interface RatedChange {
  path: string
  kind: string
  impact: Bump
  property?: string
  verdicts: { message: string }[]
}

/** Request fields that came or went, and named answers: compared by us, below. */
const comparedBelow = /^#\/paths\/.*(\/requestBody\/.*\/properties|\/responses\/.*\/examples)\/[^/]+$/
/** One of the shapes that an answer can have. */
const answerShape = /\/responses\/.*\/oneOf\/\d+$/

function rated({ path, kind, impact, property, verdicts }: RatedChange): Change[] {
  const isMember = kind !== 'modified'
  if (isMember && comparedBelow.test(path)) return []
  // A release sets it; it says nothing new.
  if (path === '#/info' && property === 'version') return []
  const [text = `${kind}:`] = verdicts.map(({ message }) => message)
  const what = [text, path, property].filter(Boolean).join(' ')
  if (isMember && answerShape.test(path)) return [{ bump: kind === 'removed' ? 'major' : 'minor', what }]
  return [{ bump: impact, what }]
}

/** A client matches an answer by status, code and key: whoever handles the case is broken when they change. */
function changedCases(before: OpenapiDocument, after: OpenapiDocument): Change[] {
  const [old, young] = [before, after].map(
    (document) =>
      new Map(
        casesOf(document).map(({ name, operationId, status, code, key }) => [
          `${name} of ${operationId}`,
          JSON.stringify([status, code, key]),
        ]),
      ),
  )
  return compared(old, young, (name, was, is): Change | undefined => {
    if (is === undefined) return { bump: 'major', what: `The case ${name} was removed.` }
    if (was === undefined) return { bump: 'minor', what: `The case ${name} was added.` }
    return { bump: 'major', what: `The case ${name} is recognised by other marks: ${was}, now ${is}.` }
  })
}

/** Requests are closed: a removed field is refused from now on, optional or not. */
function changedFields(before: OpenapiDocument, after: OpenapiDocument): Change[] {
  const [old, young] = [before, after].map(
    (document) => new Map(operationsOf(document).flatMap((operation) => fieldsOf(document, operation))),
  )
  return compared(old, young, (name, was, is): Change | undefined => {
    // A whole operation is rated by redocly.
    if (!name.includes('.')) return undefined
    const parent = name.slice(0, name.lastIndexOf('.'))
    if (is === undefined) return { bump: 'major', what: `The request field ${name} was removed.` }
    const breaks = is === 'required' && old?.has(parent)
    if (breaks) return { bump: 'major', what: `The request field ${name} is required now.` }
    return { bump: 'minor', what: `The request field ${name} ${was ? `was ${was}, is ${is}` : 'was added'}.` }
  })
}

interface FieldSchema extends Schema {
  required?: readonly string[]
  items?: FieldSchema
  properties?: Record<string, FieldSchema>
  oneOf?: FieldSchema[]
  anyOf?: readonly FieldSchema[]
  allOf?: readonly FieldSchema[]
}

function fieldsOf(
  document: OpenapiDocument,
  { operationId, requestBody }: ReturnType<typeof operationsOf>[number],
): [string, string][] {
  const body = requestBody?.content?.['application/json']?.schema
  return [[operationId, 'operation'], ...inside(body, operationId, [])]

  function inside(
    given: FieldSchema | undefined,
    place: string,
    above: readonly FieldSchema[],
  ): [string, string][] {
    const name = given?.$ref?.split('/').at(-1)
    const schema: FieldSchema | undefined = name === undefined ? given : document.components.schemas[name]
    if (schema === undefined || above.includes(schema)) return []
    const { properties = {}, required = [], items, oneOf = [], anyOf = [], allOf = [] } = schema
    const own = Object.entries(properties).flatMap(([key, property]): [string, string][] => [
      [`${place}.${key}`, required.includes(key) ? 'required' : 'optional'],
      ...inside(property, `${place}.${key}`, [...above, schema]),
    ])
    const others = [items, ...oneOf, ...anyOf, ...allOf]
    return [...own, ...others.flatMap((other) => inside(other, place, [...above, schema]))]
  }
}

function compared(
  before: Map<string, string> = new Map(),
  after: Map<string, string> = new Map(),
  rate: (name: string, was: string | undefined, is: string | undefined) => Change | undefined,
): Change[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    return was === is ? [] : (rate(name, was, is) ?? [])
  })
}
