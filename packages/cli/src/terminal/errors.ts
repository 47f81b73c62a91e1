import { getSystemErrorMessage } from 'node:util'
import { member, textMember } from '@kaleyra-reactions/model/member'

/** How the program can end: its exit status, and the meaning that the help shows. */
export const exitStatuses = {
  done: { status: 0, meaning: 'done' },
  unexpected: { status: 1, meaning: 'unexpected error, such as a file that cannot be written' },
  usage: { status: 2, meaning: 'wrong usage, setting or input; nothing was sent' },
  refused: { status: 3, meaning: 'Kaleyra refused the request, or a batch stopped for that reason' },
  noResponse: {
    status: 4,
    meaning: 'no usable response: network, timeout, 429, 5xx, undocumented response',
  },
  partly: { status: 5, meaning: 'a batch finished, but some of its lines were not accepted' },
  SIGHUP: { status: 129, meaning: 'ended by SIGHUP' },
  SIGINT: { status: 130, meaning: 'interrupted by Ctrl-C' },
  SIGTERM: { status: 143, meaning: 'ended by SIGTERM' },
} as const

/** One of the ways in which the program can end. */
export type Ending = keyof typeof exitStatuses

/** One of the ways in which the program can end before it is done. */
export type FailureEnding = Exclude<Ending, 'done' | 'partly'>

/** The signals that end the program, by the name of their ending. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A signal that ends the program. */
export type EndingSignal = (typeof endingSignals)[number]

/** Why the operating system refused something, in its words and by its code. */
export function systemReason(error: unknown): string {
  const [code, number] = [textMember(error, 'code'), member(error, 'errno')]
  if (code === undefined) return String(error)
  return typeof number === 'number' ? `${getSystemErrorMessage(number)}, ${code}` : code
}

/** Something is wrong outside the API: in the usage, a file or a setting. */
export class Failure extends Error {
  /** How the program ends because of it. */
  readonly ending: FailureEnding

  constructor(message: string, ending: FailureEnding = 'usage') {
    super(message)
    this.ending = ending
  }
}
