import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { casesOf } from '../packages/model/src/cases.ts'
import type { OpenapiDocument, Schema } from '../packages/model/src/document.ts'
import { operationsOf } from '../packages/model/src/operations.ts'

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
    // As they are written: the code samples, the only other files, are no part of the contract.
    const old: OpenapiDocument = parse(readFileSync(before, 'utf8'))
    const young: OpenapiDocument = parse(readFileSync(after, 'utf8'))
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

/** Request fields that came or went, and named responses: these are compared below, by our own rules. */
const comparedBelow = /^#\/paths\/.*(\/requestBody\/.*\/properties|\/responses\/.*\/examples)\/[^/]+$/

function rated({ path, kind, impact, property, verdicts }: RatedChange): Change[] {
  const isMember = kind !== 'modified'
  if (isMember && comparedBelow.test(path)) return []
  // A release sets the version. It says nothing about the contract.
  if (path === '#/info' && property === 'version') return []
  const text = verdicts[0]?.message ?? `${kind}:`
  const what = [text, path, property].filter(Boolean).join(' ')
  return [{ bump: impact, what }]
}

/** Clients match a response by status, code and key. A change of one of them breaks everyone who handles the case. */
function changedCases(before: OpenapiDocument, after: OpenapiDocument): Change[] {
  const marksOf = (document: OpenapiDocument) =>
    new Map(
      casesOf(document).map(({ name, operationId, status, code, key }) => [
        `${name} of ${operationId}`,
        JSON.stringify({ status, code, key }),
      ]),
    )
  return compared(marksOf(before), marksOf(after), (name, was, is) => {
    if (is === undefined) return { bump: 'major', what: `The case ${name} was removed.` }
    if (was === undefined) return { bump: 'minor', what: `The case ${name} was added.` }
    return { bump: 'major', what: `The case ${name} is recognised by other marks: ${was}, now ${is}.` }
  })
}

/** Requests are closed: a removed field is refused from now on, optional or not. */
function changedFields(before: OpenapiDocument, after: OpenapiDocument): Change[] {
  const requestFieldsOf = (document: OpenapiDocument) =>
    new Map(operationsOf(document).flatMap((operation) => [...fieldsOf(document, operation)]))
  const old = requestFieldsOf(before)
  return compared(old, requestFieldsOf(after), (name, was, is) => {
    // Redocly rates a whole operation.
    if (!name.includes('.')) return undefined
    const parent = name.slice(0, name.lastIndexOf('.'))
    if (is === undefined) return { bump: 'major', what: `The request field ${name} was removed.` }
    const breaks = is === 'required' && old.has(parent)
    if (breaks) return { bump: 'major', what: `The request field ${name} is required now.` }
    return { bump: 'minor', what: `The request field ${name} ${was ? `was ${was}, is ${is}` : 'was added'}.` }
  })
}

/** The fields of an operation's request body by their path, each `required` or `optional`; and the operation itself. */
function fieldsOf(
  document: OpenapiDocument,
  { operationId, requestBody }: ReturnType<typeof operationsOf>[number],
): Map<string, string> {
  const found = new Map([[operationId, 'operation']])
  collect(requestBody?.content?.['application/json']?.schema, operationId, [])
  return found

  function collect(given: Schema | undefined, place: string, above: readonly Schema[]): void {
    const name = given?.$ref?.split('/').at(-1)
    const schema: Schema | undefined = name === undefined ? given : document.components.schemas[name]
    if (schema === undefined || above.includes(schema)) return
    const { properties = {}, required = [], items, oneOf = [], anyOf = [], allOf = [] } = schema
    const path = [...above, schema]
    for (const [key, property] of Object.entries(properties)) {
      found.set(`${place}.${key}`, required.includes(key) ? 'required' : 'optional')
      collect(property, `${place}.${key}`, path)
    }
    for (const other of [items, ...oneOf, ...anyOf, ...allOf]) collect(other, place, path)
  }
}

function compared(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  rate: (name: string, was: string | undefined, is: string | undefined) => Change | undefined,
): Change[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].flatMap((name) => {
    const was = before.get(name)
    const is = after.get(name)
    return was === is ? [] : (rate(name, was, is) ?? [])
  })
}
