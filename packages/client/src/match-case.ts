import { type CaseMarks, isCase } from '@kaleyra-reactions/model/matching'
import { type ErrorBodies, errorCases } from './generated/cases.ts'

/** Name of a documented error case, as in the examples of the OpenAPI document: `'E110'`, `'WA-401-account'`, … */
export type ErrorReason = keyof ErrorBodies

/** What the OpenAPI document says about its error cases, or about one of them. */
export type DocumentedCase<Reason extends ErrorReason = ErrorReason> = (typeof errorCases)[Reason]

/** The facts of a documented error, as every case has them. */
export interface DocumentedFacts extends CaseMarks {
  readonly kind: DocumentedCase['kind']
  readonly scope: DocumentedCase['scope']
  readonly mayHaveBeenAccepted: boolean
  readonly retryDelayMinutes?: readonly number[]
  /** The operations that have the error, unless every operation has it. */
  readonly operations?: readonly string[]
}

/**
 * Finds the documented case of a response by status, code and the member inside `error`. The body then has the type of
 * that case.
 *
 * @param operationId the operation that was called. Without it, the cases of all operations can match.
 * @returns its name, or `undefined` if the response is not documented.
 */
export function matchCase(status: number, body: unknown, operationId?: string): ErrorReason | undefined {
  const cases: Readonly<Record<string, DocumentedFacts>> = errorCases
  return Object.keys(cases).find((reason): reason is ErrorReason => {
    const known = cases[reason]
    const isOther = operationId !== undefined && known?.operations?.includes(operationId) === false
    return known !== undefined && !isOther && isCase(known, status, body)
  })
}
