import { errorCasesOf } from './cases.ts'
import type { CatalogueEntry, Example, OpenapiDocument } from './document.ts'
import { member, memberNames, textMember } from './member.ts'
import { callbacksOf, examplesOf, type NamedExample, operationsOf } from './operations.ts'
import { escapePointer, hintFor, type Problem } from './problem.ts'
import { isSource } from './sources.ts'

/** What is wrong with the servers: no name, a name or an address twice, an address that is not https. */
export function serverProblemsOf({ servers = [] }: OpenapiDocument): Problem[] {
  return servers.flatMap(({ url, 'x-region': region }, index): Problem[] => {
    const pointer = `/servers/${index}`
    if (region === undefined)
      return [{ pointer, problem: 'has no x-region; give the server a name, such as "in"' }]
    if (!url.startsWith('https://'))
      return [{ pointer: `${pointer}/url`, problem: 'must begin with https://, since the key is sent there' }]
    const sameRegion = servers.findIndex((other) => other['x-region'] === region)
    const sameUrl = servers.findIndex((other) => other.url === url)
    if (sameRegion !== index)
      return [
        {
          pointer: `${pointer}/x-region`,
          problem: `is ${region} like that of server ${sameRegion}; choose another name`,
        },
      ]
    if (sameUrl === index) return []
    return [
      { pointer: `${pointer}/url`, problem: `is that of server ${sameUrl}, too; one of the two is wrong` },
    ]
  })
}

/** What every error has to have, and no other case may have. */
export function caseProblemsOf(document: OpenapiDocument): Problem[] {
  const responses = operationsOf(document).flatMap(({ path, method, responses }) =>
    Object.entries(responses).flatMap(([status, response]) => {
      const place = `/paths/${escapePointer(path)}/${method}/responses/${status}`
      const pointerTo = (name: string) => `${place}/content/application~1json/examples/${escapePointer(name)}`
      const examples = examplesOf(response)
      return [
        ...examples.flatMap(({ name }) => grammarProblems(name, pointerTo(name))),
        ...examples.flatMap(({ name, example }) =>
          responseProblems(example, Number(status), pointerTo(name)),
        ),
        ...twins(examples).map(({ name, first }) => ({
          pointer: pointerTo(name),
          problem: `cannot be told from ${first}: code and the member of error are the same; change one of them`,
        })),
      ]
    }),
  )
  const callbacks = callbacksOf(document).flatMap(({ path, method, requestBody }) =>
    examplesOf(requestBody).flatMap(({ name, example }) => {
      const place = `/webhooks/${escapePointer(path)}/${method}/requestBody`
      const pointer = `${place}/content/application~1json/examples/${escapePointer(name)}`
      return [...grammarProblems(name, pointer), ...callbackProblems(example, pointer)]
    }),
  )
  return [...responses, ...callbacks]
}

/** The name of a case becomes a folder, a word of a command, a part of an address and a type. */
function grammarProblems(name: string, pointer: string): Problem[] {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return []
  return [
    {
      pointer,
      problem: 'is no name for a case; it takes letters, digits, "-" and "_", and begins with no "_"',
    },
  ]
}

/** The examples of a response that have the code and the key of an earlier one, with the name of that one. */
function twins(examples: readonly NamedExample[]): { name: string; first: string }[] {
  const marksOf = ({ example: { value } }: NamedExample) =>
    JSON.stringify({ code: member(value, 'code'), key: memberNames(member(value, 'error'))[0] })
  return examples.flatMap((each, index) => {
    const first = examples.findIndex((other) => marksOf(other) === marksOf(each))
    const known = examples[first]
    return known === undefined || first === index ? [] : [{ name: each.name, first: known.name }]
  })
}

/** The schemas and error cases that would have one name in generated code, where only letters and digits count. */
export function nameProblemsOf(document: OpenapiDocument): Problem[] {
  const errors = errorCasesOf(document).filter(({ channel }) => channel === 'response')
  const names = [...Object.keys(document.components.schemas), ...errors.map(({ name }) => name)]
  const wordOf = (name: string) => name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()
  return names.flatMap((name, index): Problem[] => {
    const first = names.find((other) => wordOf(other) === wordOf(name)) ?? name
    if (names.indexOf(first) === index) return []
    return [
      {
        pointer: '/components/schemas',
        problem: `and the cases have two names, ${first} and ${name}, that are one in generated code; change one of them`,
      },
    ]
  })
}

function responseProblems(example: Example, status: number, pointer: string): Problem[] {
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
  if (!/^[!-~]+$/.test(textMember(example.value, 'code') ?? ''))
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

function callbackProblems(example: Example, pointer: string): Problem[] {
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
  if (isSource(provenance)) return problems
  const statements = ['meaning', 'note', 'causes', 'mayHaveBeenAccepted', 'actor', 'action', 'retry']
  for (const statement of statements.filter((name) => Reflect.get(error, name) !== undefined)) {
    if (!Object.hasOwn(provenance, statement))
      problems.push({ pointer: `${pointer}/x-error/x-source`, problem: `names no source for ${statement}` })
  }
  for (const statement of Object.keys(provenance)) {
    const place = `${pointer}/x-error/x-source/${escapePointer(statement)}`
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
