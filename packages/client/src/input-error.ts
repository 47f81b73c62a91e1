import { KaleyraError, nameClass } from './errors.ts'

/** The client refused the input, and nothing was sent. The message is `field`, a space and `problem`. */
export class InvalidInputError extends KaleyraError {
  /** The name of the input, such as `emoji` or `extraInfo.ref`. */
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
