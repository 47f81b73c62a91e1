import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { member } from '@kaleyra-reactions/model/member'
import { Failure } from '../errors.ts'
import { withoutSecrets } from '../secrets.ts'
import { type Digest, digestFrom, digestText } from './digest.ts'
import { DigestTable } from './digest-table.ts'
import { LedgerFile } from './ledger-file.ts'
import { likelyFormatOf } from './likely-format.ts'
import { Lock } from './lock.ts'

/**
 * What is known of a reaction. `unknown`: it may have been accepted, or was under way when the program ended. `failed`: it
 * was certainly not accepted.
 */
export type State = 'accepted' | 'unknown' | 'failed'

/** An entry of the results file, in the order in which it is written. */
export interface Entry {
  /** The line of the input at that time. */
  line: number
  /** The recipient. */
  to: string
  /** The message that gets the reaction. */
  messageId: string
  ref: string | undefined
  state: State
  /** Kaleyra's id of the accepted reaction. */
  kaleyraId?: string | undefined
  /** The documented case of the error. */
  case?: string | undefined
  /** HTTP status of the response. */
  status?: number | undefined
  /** Why the state is not `accepted`. */
  reason?: string | undefined
}

/** How a state stands in the table: one that an earlier run left, or one of this run. */
const codes = { accepted: 1, unknown: 2, failed: 3, failedEarlier: 4 } as const

/**
 * The results of a batch: the output, and what the next run reads. Entries are only added. One run at a time has the file,
 * from {@link open} to {@link close}.
 */
export class Ledger {
  readonly #file: LedgerFile
  readonly #lock: Lock
  readonly #states = new DigestTable(1)
  #hasEntry = false

  private constructor(file: LedgerFile, lock: Lock) {
    this.#file = file
    this.#lock = lock
  }

  /**
   * Opens the results file, and reads what earlier runs left there.
   *
   * @throws {Failure} when another run has the file, when it cannot be written, or when it holds something else.
   */
  static async open(path: string): Promise<Ledger> {
    const realPath = realPathOf(path)
    LedgerFile.refuseOthers(path)
    const lock = await Lock.acquire(realPath)
    try {
      const file = LedgerFile.open(realPath, () => lock.isHeld())
      const ledger = new Ledger(file, lock)
      for await (const { number, text } of file.lines())
        if (!ledger.#learn(text)) throw ledger.#refusal(path, `line ${number}`, text)
      const torn = file.tornLine()
      if (!isTornEntry(torn)) throw ledger.#refusal(path, 'its last line', torn)
      file.cutOffTornLine()
      return ledger
    } catch (error) {
      lock.release()
      throw error
    }
  }

  /** What the file holds of a reaction; `undefined` where it holds nothing. */
  stateOf(reaction: Digest): State | undefined {
    const code = this.#states.get(reaction)
    if (code === codes.accepted) return 'accepted'
    if (code === codes.unknown) return 'unknown'
    return code === 0 ? undefined : 'failed'
  }

  /** Tells whether the last state of a reaction is a failure of an earlier run. */
  failedEarlier(reaction: Digest): boolean {
    return this.#states.get(reaction) === codes.failedEarlier
  }

  /**
   * Adds an entry. When the promise resolves, the operating system has the entry, and the end of the program cannot lose it.
   *
   * @throws {Failure} when the entry cannot be written, or the file is no longer there, or no longer ours.
   */
  write(reaction: Digest, entry: Entry): Promise<void> {
    const { to, messageId, ref, kaleyraId, reason } = entry
    const masked = {
      to: withoutSecrets(to),
      messageId: withoutSecrets(messageId),
      ref: ref && withoutSecrets(ref),
      kaleyraId: kaleyraId && withoutSecrets(kaleyraId),
      reason: reason && withoutSecrets(reason),
    }
    const time = new Date().toISOString()
    const line = JSON.stringify({ time, ...entry, ...masked, reaction: digestText(reaction) })
    return this.#file.append(line, () => this.#states.set(reaction, codes[entry.state]))
  }

  /**
   * Writes what is left to the disk, and lets other runs use the file.
   *
   * @throws {Failure} as {@link write} does, where that was not told yet.
   */
  async close(): Promise<void> {
    try {
      await this.#file.close()
    } finally {
      this.#lock.release()
    }
  }

  /** @returns false where the text is no entry. */
  #learn(text: string): boolean {
    const entry = parsed(text)
    const reaction = digestFrom(member(entry, 'reaction'))
    const state = member(entry, 'state')
    if (reaction === undefined || !isState(state)) return false
    this.#states.set(reaction, state === 'failed' ? codes.failedEarlier : codes[state])
    this.#hasEntry = true
    return true
  }

  /** Why a file with a line that is no entry cannot be used. */
  #refusal(path: string, line: string, text: string): Failure {
    const another = 'with another --results, accepted lines would be sent again'
    if (this.#hasEntry)
      return new Failure(`${path} is damaged: ${line} is no entry. Mend or delete that line; ${another}.`)
    const format = likelyFormatOf(path, [text])
    if (format !== undefined) return new Failure(`${path} is not a results file: ${format}.`)
    return new Failure(`${path} is not a results file: ${line} is no entry. Give another --results.`)
  }
}

/** Tells whether a text is the beginning of an entry, or what a power cut can leave in its place. */
function isTornEntry(text: string): boolean {
  const beginning = '{"time":"'
  return text.startsWith(beginning) || beginning.startsWith(text) || /^\0+$/.test(text)
}

function isState(state: unknown): state is State {
  return state === 'accepted' || state === 'unknown' || state === 'failed'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The path without links, so that each name of a file has one lock. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const folder = dirname(path)
    try {
      return join(realpathSync(folder), basename(path))
    } catch {
      throw new Failure(`The results file ${path} cannot be made: there is no folder ${folder}.`)
    }
  }
}
