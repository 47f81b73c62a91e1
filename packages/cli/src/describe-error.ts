import {
  type ApiError,
  ConnectionError,
  InvalidInputError,
  isApiError,
  KaleyraError,
  RedirectError,
  UnreadableResponseError,
} from '@kaleyra-reactions/client'
import { CommanderError } from 'commander'
import { errorCases } from './catalogue.ts'
import { type Ending, exitStatuses, Failure } from './errors.ts'
import { explainCase, factsOf } from './explain.ts'
import { givenAs } from './setting-names.ts'
import { withoutKey } from './terminal.ts'

/** An error, as the program tells it. */
export interface ErrorDescription {
  /** What happened, without the explanation of the case. */
  message: string
  /** The message and, for a documented case, its explanation. */
  text: string
  /** The same for `--json`. */
  object: { error: object }
  exitStatus: number
}

/** Describes whatever was thrown. The description never holds the key. */
export function describeError(error: unknown): ErrorDescription {
  const message = withoutKey(messageOf(error))
  const exitStatus = exitStatuses[endingAfter(error)].status
  if (!isApiError(error)) {
    const field = error instanceof InvalidInputError ? error.field : undefined
    return { message, text: message, object: { error: { message, field } }, exitStatus }
  }
  const { status, code } = error
  const known = errorCases.find(({ name }) => name === error.reason)
  if (known === undefined)
    return { message, text: message, object: { error: { status, code, message } }, exitStatus }
  return {
    message,
    text: `${message}\n\n${explainCase(known)}`,
    object: { error: { ...factsOf(known), status, code, message } },
    exitStatus,
  }
}

function endingAfter(error: unknown): Ending {
  if (error instanceof Failure) return error.ending
  if (error instanceof CommanderError || error instanceof InvalidInputError) return 'usage'
  if (isApiError(error)) return error.status < 500 ? 'refused' : 'noResponse'
  return error instanceof KaleyraError ? 'noResponse' : 'unexpected'
}

const beforeSendingAgain = 'Wait for its callback before sending again.'
const mayBeAccepted = `The reaction may have been accepted. ${beforeSendingAgain}`

/** The message in a sentence or two: it names flags instead of the client's fields, and says what to do. */
function messageOf(error: unknown): string {
  if (error instanceof InvalidInputError) return `${givenAs(error.field)} ${error.problem}`
  if (error instanceof RedirectError)
    return `The server responded with a redirect (${error.status}), which is never followed: check ${givenAs('baseUrl')}.`
  if (isApiError(error)) return apiErrorMessage(error)
  if (error instanceof ConnectionError && !error.mayHaveBeenAccepted)
    return `${error.message}. Nothing was sent. "kaleyra-reactions doctor" looks for the cause.`
  // This message says itself that the request may have been accepted.
  if (error instanceof UnreadableResponseError) return `${error.message}. ${beforeSendingAgain}`
  if (error instanceof KaleyraError) return `${error.message}. ${mayBeAccepted}`
  // Commander puts this word in front of its messages, and this program puts it in front of all messages.
  if (error instanceof CommanderError) return withoutLineBreaks(error.message.replace(/^error: /, ''))
  return withoutLineBreaks(error instanceof Error ? error.message : String(error))
}

function apiErrorMessage({ reason, status, message }: ApiError): string {
  if (reason !== undefined) return message
  const told = `${message}, a response that the document does not know.`
  return status < 500 ? told : `${told} ${mayBeAccepted}`
}

function withoutLineBreaks(text: string): string {
  return text.replaceAll('\n', ' ')
}
