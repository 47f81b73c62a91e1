import type { CatalogueEntry, OpenapiDocument } from './document.ts'
import type { CaseMarks } from './matching.ts'
import { member, memberNames, textMember } from './member.ts'
import { callbacksOf, examplesOf, operationsOf } from './operations.ts'

/** A documented response or callback, under the name of its example. */
export interface Case extends CaseMarks {
  name: string
  channel: 'response' | 'callback'
  /** The operation that has this response, or the callback itself. */
  operationId: string
  title: string
  meaning: string
  /** Absent if the case is not an error. */
  error: CatalogueEntry | undefined
  body: unknown
}

/** Every documented case: the named responses of all operations, then the callbacks that report an error. */
export function casesOf(document: OpenapiDocument): Case[] {
  return [...responseCasesOf(document), ...callbackCasesOf(document)]
}

/** The named responses of all operations. */
export function responseCasesOf(document: OpenapiDocument): Case[] {
  return operationsOf(document).flatMap(({ operationId, responses }) =>
    Object.entries(responses).flatMap(([status, response]) =>
      examplesOf(response).map(({ name, example }): Case => {
        const { 'x-error': error, summary: title = name, description = '', value: body } = example
        return {
          name,
          channel: 'response',
          operationId,
          status: Number(status),
          code: textMember(body, 'code'),
          key: memberNames(member(body, 'error'))[0],
          title,
          meaning: error?.meaning ?? description.trim(),
          error,
          body,
        }
      }),
    ),
  )
}

function callbackCasesOf(document: OpenapiDocument): Case[] {
  return callbacksOf(document).flatMap(({ operationId, requestBody }) =>
    examplesOf(requestBody).flatMap(({ name, example }): Case[] => {
      const { 'x-error': error, summary: title = name, value: body } = example
      if (error === undefined) return []
      const { code, meaning } = error
      const marks = { status: undefined, code, key: undefined }
      return [{ name, channel: 'callback', operationId, ...marks, title, meaning, error, body }]
    }),
  )
}

/** A case that is an error: a refused call, or the callback that reports a failure later. */
export type ErrorCase = Case & {
  error: CatalogueEntry
  /** Every operation that has this error. */
  operationIds: string[]
}

/** Every documented error once, in the document's order, even where several operations share it. */
export function errorCasesOf(document: OpenapiDocument): ErrorCase[] {
  const errors = casesOf(document).flatMap(({ error, ...found }) => (error ? [{ ...found, error }] : []))
  return errors.flatMap((each, index) => {
    const { name } = each
    if (errors.findIndex((other) => other.name === name) !== index) return []
    const operationIds = errors.filter((other) => other.name === name).map(({ operationId }) => operationId)
    return [{ ...each, operationIds }]
  })
}
