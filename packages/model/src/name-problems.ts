import { placedExamplesOf } from './case-problems.ts'
import { casesOf, errorCasesOf } from './cases.ts'
import type { OpenapiDocument } from './document.ts'
import { idPathsIn } from './model.ts'
import { operationsOf } from './operations.ts'
import { escapePointer, hintFor, type Problem } from './problem.ts'
import { typeNamesOf } from './type-names.ts'
import { typeOf } from './types.ts'

/** The schemas and error cases for which generated code has no name, and the cases that a person cannot tell apart. */
export function nameProblemsOf(document: OpenapiDocument): Problem[] {
  const cases = casesOf(document).map(({ name }) => name)
  const errors = errorCasesOf(document).filter(({ channel }) => channel === 'response')
  const schemas = Object.keys(document.components.schemas)
  const { taken } = typeNamesOf([...schemas, ...errors.map(({ name }) => name)])
  const twice = taken.map(({ name, typeName }) => ({
    pointer: `/components/schemas`,
    problem: `and the cases have two names that are one in generated code: ${typeName}; rename ${name}`,
  }))
  const alike = [...new Set(cases)].flatMap((name, index, all) => {
    const first = all.findIndex((other) => other.toLowerCase() === name.toLowerCase())
    if (first === index) return []
    const problem = `hold two cases that differ in capitals only: ${all[first]} and ${name}; rename one of them`
    return [{ pointer: '/paths', problem }]
  })
  return [...twice, ...alike]
}

/** The lists of parameters whose unknown value an error answers. */
export function unknownProblemsOf(document: OpenapiDocument): Problem[] {
  const schemes = Object.keys(document.components.securitySchemes ?? {})
  return operationsOf(document).flatMap((operation) => {
    const inPath = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name)
    const first = new Map<string, string>()
    return placedExamplesOf(operation).flatMap(({ name, example, pointer }) =>
      (example['x-error']?.unknown ?? []).flatMap((word, index): Problem[] => {
        const place = `${pointer}/x-error/unknown/${index}`
        const known = [...schemes, ...inPath]
        if (!known.includes(word)) return [{ pointer: place, problem: `is ${word}; ${hintFor(word, known)}` }]
        const other = first.get(word)
        first.set(word, name)
        if (other === undefined) return []
        return [{ pointer: place, problem: `is ${word}, which ${other} answers already; remove one of them` }]
      }),
    )
  })
}

/** A success response has one id at most. */
export function idProblemsOf(document: OpenapiDocument): Problem[] {
  return operationsOf(document).flatMap(({ path, method, responses }) =>
    Object.entries(responses).flatMap(([status, response]): Problem[] => {
      const schema = response.content?.['application/json']?.schema
      const paths = schema === undefined ? [] : idPathsIn(typeOf(schema, document))
      if (paths.length < 2) return []
      const places = paths.map((names) => names.join('.')).join(' and ')
      const problem = `has two fields with x-id: ${places}; the id of what was accepted is one of them`
      return [{ pointer: `/paths/${escapePointer(path)}/${method}/responses/${status}`, problem }]
    }),
  )
}
