import { isApiError, KaleyraError } from '@kaleyra-reactions/client'
import { CommanderError } from 'commander'
import { errorCases } from './catalogue.ts'
import { describe, explain } from './explain.ts'
import { givenAs } from './names.ts'
import { withoutKey } from './output.ts'

/** The exit status for each outcome; the help shows them. */
export const exitCodes = {
  done: [0, 'done'],
  unexpected: [1, 'unexpected'],
  usage: [2, 'wrong usage or input; nothing was sent'],
  refused: [3, 'the API refused'],
  noAnswer: [4, 'no usable answer: network, timeout, server error'],
  partly: [5, 'a batch failed in part'],
  // Node looks for such a flag also behind the script: https://github.com/nodejs/node/issues/54232
  noEnvFile: [9, 'the --env-file does not exist; told by Node itself, before anything else'],
  interrupted: [130, 'interrupted'],
} as const

/** Something that is wrong outside the API: in the usage, a file, a setting. */
export class Failure extends Error {
  readonly kind: keyof typeof exitCodes

  constructor(message: string, kind: keyof typeof exitCodes = 'usage') {
    super(message)
    this.kind = kind
  }
}

/** What a thrown thing means: to a person, as an object for `--json`, and the exit status it calls for. */
export function reportOf(error: unknown): { text: string; object: { error: object }; exitCode: number } {
  const [exitCode] = exitCodes[kindOf(error)]
  const message = withoutKey(messageOf(error))
  if (!isApiError(error)) {
    const { field } = Object(error)
    return { text: message, object: { error: { message, field } }, exitCode }
  }
  const { status, code } = error
  const known = errorCases.find(({ name }) => name === error.reason)
  const text = known ? `${message}\n\n${explain(known)}` : message
  return { text, object: { error: { ...(known && describe(known)), status, code, message } }, exitCode }
}

function kindOf(error: unknown): keyof typeof exitCodes {
  if (error instanceof Failure) return error.kind
  if (error instanceof CommanderError) return 'usage'
  if (isApiError(error)) return error.status < 500 ? 'refused' : 'noAnswer'
  if (error instanceof KaleyraError) return error.name === 'InvalidInputError' ? 'usage' : 'noAnswer'
  return 'unexpected'
}

const mayBeAccepted = 'The reaction may have been accepted: wait for its callback before sending again.'

/** The message in one sentence or two, with the flag instead of the client's name of a field, and with what to do. */
function messageOf(error: unknown): string {
  const { name, message = String(error), field, wasNeverMade } = Object(error)
  if (name === 'InvalidInputError') return `${givenAs(field)}${message.slice(field.length)}`
  if (wasNeverMade) return `${message}. Nothing was sent. "kaleyra-reactions doctor" looks for the cause.`
  if (name === 'RedirectError') return `${message.replace(/baseUrl$/, givenAs)}.`
  if (isApiError(error)) {
    if (error.reason !== undefined) return message
    return `${message}, an answer that the document does not know.${error.status < 500 ? '' : ` ${mayBeAccepted}`}`
  }
  if (error instanceof KaleyraError) return `${message}. ${mayBeAccepted}`
  return message.replace(/^error: /, '').replaceAll('\n', ' ')
}
