import { hasMember, member } from './member.ts'

/** What tells a case from every other. */
export interface CaseMarks {
  /** HTTP status of a response; a callback has none. */
  status: number | undefined
  /** Code on the wire. */
  code: string | undefined
  /** The member of `error` that tells cases of the same code apart. */
  key: string | undefined
}

/** Tells whether a response is the case that has these marks: by its status, its code and the member inside `error`. */
export function isCase(marks: CaseMarks, status: number, body: unknown): boolean {
  const { key } = marks
  const isSame = marks.status === status && marks.code === member(body, 'code')
  return isSame && (key === undefined || hasMember(member(body, 'error'), key))
}
