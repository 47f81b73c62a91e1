import type { CatalogueEntry, Example, OpenapiDocument } from './document.ts'
import { member, memberNames, textMember } from './member.ts'
import {
  callbacksOf,
  examplesOf,
  type NamedExample,
  operationsOf,
  type PlacedOperation,
} from './operations.ts'
import { escapePointer, hintFor, type Problem } from './problem.ts'
import { reservedMembers } from './reserved-names.ts'

/** What every error has to have, and no other case may have. */
export function caseProblemsOf(document: OpenapiDocument): Problem[] {
  const responses = operationsOf(document).flatMap((operation) => {
    const examples = placedExamplesOf(operation)
    return examples.flatMap((placed) => [
      ...grammarProblems(placed.name, placed.pointer),
      ...responseProblems(placed),
      ...twinProblems(placed, examples),
    ])
  })
  const callbacks = callbacksOf(document).flatMap(({ path, method, requestBody }) =>
    examplesOf(requestBody).flatMap(({ name, example }) => {
      const place = `/webhooks/${escapePointer(path)}/${method}/requestBody`
      const pointer = `${place}/content/application~1json/examples/${escapePointer(name)}`
      return [...grammarProblems(name, pointer), ...callbackProblems({ name, example }, pointer)]
    }),
  )
  return [...responses, ...callbacks]
}

/** The name of a case becomes a folder, a word of a command, a part of an address and a type. */
function grammarProblems(name: string, pointer: string): Problem[] {
  if (reservedMembers.includes(name))
    return [
      { pointer, problem: 'is no name for a case, since JavaScript reads it otherwise; add a word to it' },
    ]
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return []
  return [
    {
      pointer,
      problem: 'is no name for a case; it takes letters, digits, "-" and "_", and begins with no "_"',
    },
  ]
}

/** A documented response with its place. */
export interface PlacedExample extends NamedExample {
  status: number
  pointer: string
}

/** The named responses of an operation, with their places. */
export function placedExamplesOf({ path, method, responses }: PlacedOperation): PlacedExample[] {
  return Object.entries(responses).flatMap(([status, response]) => {
    const place = `/paths/${escapePointer(path)}/${method}/responses/${status}/content/application~1json/examples`
    return examplesOf(response).map(({ name, example }) => ({
      name,
      example,
      status: Number(status),
      pointer: `${place}/${escapePointer(name)}`,
    }))
  })
}

/** Two responses of one operation that have one status, one code and one key: a client would always see the first. */
function twinProblems({ name, pointer, ...own }: PlacedExample, all: readonly PlacedExample[]): Problem[] {
  const marksOf = ({ status, example: { value } }: Omit<PlacedExample, 'name' | 'pointer'>) =>
    JSON.stringify({ status, code: member(value, 'code'), key: memberNames(member(value, 'error'))[0] })
  const first = all.find((other) => marksOf(other) === marksOf(own))
  if (first === undefined || first.pointer === pointer) return []
  const problem = `cannot be told from ${first.name}: code and the member of error are the same; change one of them`
  return [{ pointer, problem }]
}

function responseProblems({ name, example, status, pointer }: PlacedExample): Problem[] {
  const { 'x-error': error } = example
  if (status < 400) {
    return error === undefined
      ? []
      : [{ pointer: `${pointer}/x-error`, problem: `stands on a success (status ${status}); remove it` }]
  }
  if (error === undefined)
    return [
      {
        pointer,
        problem: 'is an error without x-error; add what it means, who acts, what to do and when to retry',
      },
    ]
  const problems = entryProblems(example, error, pointer)
  const code = textMember(example.value, 'code') ?? ''
  if (name !== code && !name.startsWith(`${code}-`))
    problems.push({
      pointer,
      problem: `is the name of a case whose code is ${code}; call it ${code}, or ${code}- and a word`,
    })
  if (!/^[!-~]+$/.test(code))
    problems.push({
      pointer: `${pointer}/value`,
      problem: 'has no code that is a text in ASCII without blanks; clients tell a case by it',
    })
  if (memberNames(member(example.value, 'error')).length === 0)
    problems.push({
      pointer: `${pointer}/value`,
      problem: 'has no member in error; clients tell a case by it',
    })
  if (error.code !== undefined)
    problems.push({ pointer: `${pointer}/x-error/code`, problem: 'is in the body already; remove it' })
  if (error.mayHaveBeenAccepted === undefined)
    problems.push({
      pointer: `${pointer}/x-error`,
      problem:
        'has no mayHaveBeenAccepted; it is true where nothing rules out that the reaction was accepted',
    })
  return problems
}

function callbackProblems({ name, example }: NamedExample, pointer: string): Problem[] {
  const { 'x-error': error, value } = example
  if (error === undefined) return []
  const problems = entryProblems(example, error, pointer)
  if (error.code === undefined)
    problems.push({
      pointer: `${pointer}/x-error`,
      problem: 'has no code; give the one that the callback carries',
    })
  else if (!new RegExp(`"code":"?${escapePattern(error.code)}["},]`).test(JSON.stringify(value)))
    problems.push({
      pointer: `${pointer}/x-error/code`,
      problem: `is ${error.code}, which the value of the example does not carry`,
    })
  else if (name !== error.code && !name.endsWith(`-${error.code}`))
    problems.push({
      pointer,
      problem: `is the name of a case whose code is ${error.code}; call it ${error.code}, or a word and -${error.code}`,
    })
  if (error.mayHaveBeenAccepted !== undefined)
    problems.push({
      pointer: `${pointer}/x-error/mayHaveBeenAccepted`,
      problem: 'belongs to responses; the reaction of a callback was accepted',
    })
  return problems
}

/** What an error needs wherever it stands: no second description, and a source for each statement. */
function entryProblems({ description }: Example, error: CatalogueEntry, pointer: string): Problem[] {
  const problems: Problem[] = []
  if (description !== undefined)
    problems.push({
      pointer: `${pointer}/description`,
      problem: 'is made from x-error; say it in x-error.meaning or x-error.note',
    })
  const provenance = error['x-source']
  if (typeof provenance === 'string') return problems
  const statements = ['meaning', 'note', 'causes', 'actor', 'action', 'retry']
  const sourced = Object.values(provenance).flat()
  for (const statement of statements.filter((name) => Reflect.get(error, name) !== undefined)) {
    if (!sourced.includes(statement))
      problems.push({ pointer: `${pointer}/x-error/x-source`, problem: `names no source for ${statement}` })
  }
  for (const statement of sourced) {
    const place = `${pointer}/x-error/x-source`
    if (!statements.includes(statement))
      problems.push({
        pointer: place,
        problem: `is no statement of x-error; ${hintFor(statement, statements)}`,
      })
    else if (Reflect.get(error, statement) === undefined)
      problems.push({
        pointer: place,
        problem: `names a source for ${statement}, which is not there; remove it`,
      })
  }
  return problems
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
