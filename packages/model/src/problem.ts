/** A mistake in a document. */
export interface Problem {
  /** JSON pointer (RFC 6901). */
  pointer: string
  /** What is wrong, and what to write instead. */
  problem: string
}

/** A problem in one line. */
export function problemText({ pointer, problem }: Problem): string {
  return `${pointer} ${problem}`
}
