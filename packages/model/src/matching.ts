import { hasMember, member } from './member.ts'

/** What distinguishes a case from all others. */
export interface CaseMarks {
  /** HTTP status of a response; a callback has none. */
  status: number | undefined
  /** Code on the wire. */
  code: string | undefined
  /** The member of `error` that tells cases of the same code apart. */
  key: string | undefined
}

/** Tells whether a response is the case with these marks. Compares the status, the code and the member of `error`. */
export function isCase(marks: CaseMarks, status: number, body: unknown): boolean {
  const { key } = marks
  const isSame = marks.status === status && marks.code === member(body, 'code')
  return isSame && (key === undefined || hasMember(member(body, 'error'), key))
}
