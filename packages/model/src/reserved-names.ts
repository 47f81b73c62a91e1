import { runInNewContext } from 'node:vm'
import type { OpenapiDocument } from './document.ts'
import { callbacksOf, operationsOf } from './operations.ts'
import { escapePointer, type Problem } from './problem.ts'
import { typeNameOf } from './type-names.ts'

/** What every object of JavaScript has, and `then`, which makes a promise of it: a field of that name is not only data. */
export const reservedMembers: readonly string[] = [...Object.getOwnPropertyNames(Object.prototype), 'then']

/** The globals of every JavaScript. */
const globals: readonly string[] = runInNewContext('Object.getOwnPropertyNames(globalThis)')

/** What generated code imports or declares beside the types and functions of a document. */
const ownTypes = [
  'Record',
  'Readonly',
  'ReadonlyArray',
  'ApiResponse',
  'CallOptions',
  'OperationCall',
  'Transport',
]
const ownFunctions = ['headersOf', 'queryOf', 'arguments']

/** The schemas and operations whose name generated code needs for something else. */
export function reservedNameProblemsOf(document: OpenapiDocument): Problem[] {
  const operations = operationsOf(document)
  const parameters = operations.map(({ operationId }) => `${typeNameOf(operationId)}Parameters`)
  const calls = operations.map(({ operationId }) => `${operationId}Call`)
  const types = new Set([...globals, ...ownTypes, ...parameters])
  const functions = new Set([...globals, ...reservedMembers, ...ownFunctions, ...calls])
  const schemas = Object.keys(document.components.schemas)
    .filter((name) => types.has(typeNameOf(name)))
    .map((name) => ({ pointer: `/components/schemas/${escapePointer(name)}`, problem: problemOf(name) }))
  const named = [
    ...operations.map((operation) => ({ ...operation, place: '/paths' })),
    ...callbacksOf(document).map((operation) => ({ ...operation, place: '/webhooks' })),
  ]
    .filter(({ operationId }) => functions.has(operationId))
    .map(({ operationId, path, method, place }) => ({
      pointer: `${place}/${escapePointer(path)}/${method}/operationId`,
      problem: problemOf(operationId),
    }))
  return [...schemas, ...named]
}

function problemOf(name: string): string {
  return `is ${name}, a name that generated code needs for something else; rename it`
}
