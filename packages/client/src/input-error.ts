import { KaleyraError, nameClass } from './errors.ts'

/** Input that was refused before anything was sent. The message is `field` and `problem`, with a blank between. */
export class InvalidInputError extends KaleyraError {
  /** The name of the input, as the caller wrote it. */
  readonly field: string
  /** What is wrong, without the name: `must be one emoji`. */
  readonly problem: string

  constructor(field: string, problem: string, options?: { cause?: unknown }) {
    super(`${field} ${problem}`, { ...options, mayHaveBeenAccepted: false })
    this.field = field
    this.problem = problem
  }
}

nameClass(InvalidInputError, 'InvalidInputError')
