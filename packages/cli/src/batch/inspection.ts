import { InvalidInputError } from '@kaleyra-reactions/client'
import { reasonOf } from '../describe-error.ts'
import { Failure } from '../errors.ts'
import { plain } from '../output.ts'
import { type Job, validate, withEmojiRemedy } from '../reaction.ts'
import type { Identity } from './digest.ts'
import { DigestTable } from './digest-table.ts'
import { beginsArray, likelyFormatOf } from './likely-format.ts'
import { reactionFromLine } from './line-reaction.ts'
import type { Line } from './lines.ts'

/** A reaction that a line asks for. */
export interface Request {
  line: number
  job: Job & { to: string }
  identity: Identity
}

/** What a line is. */
export type Examined =
  | { kind: 'reaction'; request: Request }
  /** The same reaction stands in an earlier line. */
  | { kind: 'duplicate'; firstLine: number }
  /** Kaleyra has this reaction already, or may have it. */
  | { kind: 'settled'; request: Request }
  | Contradiction
  | { kind: 'invalid'; reason: string }

/** Another reaction to the same message stands in an earlier line, or in a later one. */
export interface Contradiction {
  kind: 'contradiction'
  request: Request
  /** The earlier line, where this is the later one. */
  earlierLine: number | undefined
  /** The earlier line was taken for good until now. */
  spoilsEarlierLine: boolean
}

/** What an inspection needs. */
export interface InspectionOptions {
  /** As the messages call the input. */
  name: string
  identify(job: Job): Identity
  /** Tells whether a reaction need not be sent. */
  isSettled(identity: Identity): boolean
}

/** So many bad lines, and no good one before them, show that a file has another format. */
const badLinesOfOtherFormat = 20

/** Reads the lines of an input one after the other, and finds those that cannot be sent. */
export class Inspection {
  readonly #options: InspectionOptions
  /** For each message of the input: the line where it first stands, a part of the digest of its reaction, and whether that is settled. */
  readonly #messages = new DigestTable(3)
  /** The messages of the input for which different reactions were found. */
  readonly #contradicted = new DigestTable(1)
  readonly #badLines: string[] = []
  #hasGoodLine = false
  #otherFormat: Failure | undefined

  constructor(options: InspectionOptions) {
    this.#options = options
  }

  /** Prepares for the first line of the same input. Contradictions that were found stay known. */
  beginAgain(): void {
    this.#messages.clear()
  }

  /** Why no further line is to be read: its first lines show that the input has another format. */
  get otherFormat(): Failure | undefined {
    return this.#otherFormat
  }

  /** Tells what a line is. */
  examine(line: Line): Examined {
    try {
      return this.#compare(this.#read(line))
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error
      if (!this.#hasGoodLine) this.#noteBadLine(line.text)
      return { kind: 'invalid', reason: plain(reasonOf(error)) }
    }
  }

  /** What the whole input looks like, where no line of it is good, or where it begins as an array. */
  get likelyFormat(): string | undefined {
    const isKnown = !this.#hasGoodLine || beginsArray(this.#badLines[0] ?? '')
    return !isKnown ? undefined : likelyFormatOf(this.#options.name, this.#badLines)
  }

  /** @throws {InvalidInputError} when the line is wrong. */
  #read({ number, text, problem }: Line): Request {
    if (problem !== undefined) throw new InvalidInputError('line', problem)
    const { givenEmoji, ...job } = reactionFromLine(text)
    try {
      validate(job)
    } catch (error) {
      throw withEmojiRemedy(error, givenEmoji)
    }
    this.#hasGoodLine = true
    return { line: number, job, identity: this.#options.identify(job) }
  }

  #compare(request: Request): Examined {
    const { line, identity } = request
    const { message, reaction } = identity
    const earlierLine = this.#messages.get(message)
    if (earlierLine === 0) return this.#takeFirst(request)
    // The digests of two reactions to one message differ in these bits, too, but for a chance of 1 in 4 billion.
    if (this.#messages.get(message, 1) === reaction.low) return { kind: 'duplicate', firstLine: earlierLine }
    if (this.#options.isSettled(identity)) return { kind: 'settled', request }
    const isFound = this.#contradicted.get(message) !== 0
    const spoilsEarlierLine = !isFound && this.#messages.get(message, 2) === 0
    this.#contradicted.set(message, line)
    return { kind: 'contradiction', request, earlierLine, spoilsEarlierLine }
  }

  #takeFirst(request: Request): Examined {
    const { line, identity } = request
    const { message, reaction } = identity
    const isSettled = this.#options.isSettled(identity)
    this.#messages.set(message, line, reaction.low, isSettled ? 1 : 0)
    if (isSettled) return { kind: 'settled', request }
    if (this.#contradicted.get(message) === 0) return { kind: 'reaction', request }
    return { kind: 'contradiction', request, earlierLine: undefined, spoilsEarlierLine: false }
  }

  #noteBadLine(text: string): void {
    if (this.#badLines.length < badLinesOfOtherFormat) this.#badLines.push(text.slice(0, 1000))
    if (this.#badLines.length < badLinesOfOtherFormat) return
    const { name } = this.#options
    const found = likelyFormatOf(name, this.#badLines) ?? `${name} is no file of reactions`
    this.#otherFormat ??= new Failure(
      `${found}. Its first ${badLinesOfOtherFormat} lines are all wrong; one JSON object a line is needed, with to, messageId and emoji.`,
    )
  }
}
