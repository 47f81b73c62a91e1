import {
  ApiError,
  ConnectionError,
  InvalidInputError,
  isApiError,
  KaleyraError,
  RedirectError,
  UnreadableResponseError,
} from '@kaleyra-reactions/client'
import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { mayDoBetterLater } from '@kaleyra-reactions/model/statuses'
import { CommanderError } from 'commander'
import { errorCases } from '../document/document.ts'
import { explainCase, factsOf } from '../document/explain.ts'
import { givenAs } from '../settings/setting-names.ts'
import { Failure, type FailureEnding } from './errors.ts'
import { readable } from './output.ts'
import { connectionRemedy } from './remedies.ts'
import { withoutSecrets } from './secrets.ts'

/** An error, as the program tells it. */
export interface ErrorDescription {
  /** What happened, in one line, without the explanation of the case. */
  message: string
  /** The message and, for a documented case, its explanation. */
  text: string
  /** The same for `--json`. */
  object: { error: object }
  /** How the program ends because of it. */
  ending: FailureEnding
}

/** Describes whatever was thrown. */
export function describeError(error: unknown): ErrorDescription {
  const message = readable(messageOf(error))
  const ending = endingAfter(error)
  const known = caseOf(error)
  if (known !== undefined) {
    const text = `${message}\n\n${explainCase(known, process.stderr)}`
    return { message, text, object: { error: { ...factsOf(known), message } }, ending }
  }
  const response = undocumentedResponseOf(error)
  const text = [message, response?.body].filter(Boolean).join('\n\n')
  const field = error instanceof InvalidInputError ? error.field : undefined
  const code = isApiError(error) ? error.code : undefined
  return { message, text, object: { error: { message, field, code, ...response } }, ending }
}

/** A response that is no documented case, as it can be looked into. */
export interface UndocumentedResponse {
  /** HTTP status. */
  status: number
  /** The beginning of its body. */
  body: string | undefined
  /** The headers by which whoever sent it finds the request. */
  headers: Record<string, string>
}

/** So many characters of a body are shown. */
const bodyLength = 2000

/** The response that an error brought; `undefined` where there is none, or where it is a documented case. */
export function undocumentedResponseOf(error: unknown): UndocumentedResponse | undefined {
  const isResponse =
    error instanceof ApiError || error instanceof UnreadableResponseError || error instanceof RedirectError
  if (!isResponse || caseOf(error) !== undefined) return undefined
  const { status, body, headers } = error
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const named = [...headers].filter(([name]) => /request-?id|trace|correlation|cf-ray/.test(name))
  return {
    status,
    body: text && withoutSecrets(text).slice(0, bodyLength),
    headers: Object.fromEntries(named),
  }
}

/** The documented case that an error is; `undefined` where it is none. */
export function caseOf(error: unknown): ErrorCase | undefined {
  return isApiError(error) ? errorCases.find(({ name }) => name === error.reason) : undefined
}

/** Why a line of a batch failed. It names the members of the line, not the flags of `send`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof InvalidInputError)) return messageOf(error)
  return error.field === 'line' ? error.problem : `${error.field} ${problemOf(error)}`
}

function endingAfter(error: unknown): FailureEnding {
  if (error instanceof Failure) return error.ending
  if (error instanceof CommanderError || error instanceof InvalidInputError) return 'usage'
  if (isApiError(error))
    return error.mayHaveBeenAccepted || mayDoBetterLater(error.status) ? 'noResponse' : 'refused'
  return error instanceof KaleyraError ? 'noResponse' : 'unexpected'
}

/** The message in a sentence or two: it names flags instead of the client's options, and says what to do. */
function messageOf(error: unknown): string {
  if (error instanceof InvalidInputError) return `${givenAs(error.field)} ${problemOf(error)}`
  if (error instanceof RedirectError)
    return `The response is a redirect, which this program never follows. Check ${givenAs('baseUrl')}.`
  if (isApiError(error)) return apiErrorMessage(error)
  if (error instanceof ConnectionError)
    return `${uncertainMessage(error)} ${connectionRemedy(error)} To find the cause, run "kaleyra-reactions doctor".`
  if (error instanceof KaleyraError) return uncertainMessage(error)
  if (error instanceof CommanderError) return commanderMessage(error)
  return error instanceof Error ? error.message : String(error)
}

/** What is wrong with an input. Where the client names an option or a function of its own, in words of this program. */
function problemOf({ problem }: InvalidInputError): string {
  if (problem.includes('allowInsecureHttp'))
    return 'must begin with https:// (or http:// on this machine), and have no user, password, query or fragment'
  if (problem.includes('removeReaction'))
    return 'must be one emoji: the character, or an escape such as \'U+1F600\'; use "remove" to remove a reaction'
  return problem
}

function apiErrorMessage(error: ApiError): string {
  if (error.reason !== undefined) return error.message
  return `${error.message}. ${statusRemedy(error.status) ?? waitForCallback(error)}`.trim()
}

/** What to do about a response that the document does not know; `undefined` where its status says nothing. */
function statusRemedy(status: number): string | undefined {
  if (status === 404) return `Check ${givenAs('region')}, ${givenAs('baseUrl')} and ${givenAs('sid')}.`
  if (status === 407) return 'The proxy requires a user and a password. Add them to its address.'
  if (status === 429)
    return 'There were too many requests. Wait before you send again, and send fewer per second.'
  return undefined
}

function uncertainMessage(error: KaleyraError): string {
  return `${error.message}. ${waitForCallback(error)}`.trim()
}

function waitForCallback({ mayHaveBeenAccepted }: KaleyraError): string {
  return mayHaveBeenAccepted ? 'Wait for its callback before sending again.' : ''
}

/**
 * Commander repeats an argument as it was given; a word too many, and what stands behind `=` or behind the letter of a short
 * option, can be a secret.
 */
function commanderMessage({ code, message }: CommanderError): string {
  if (code === 'commander.excessArguments')
    return 'too many arguments: put quotes around an argument with blanks, or remove the extra arguments'
  // Commander puts this word in front of its messages, and this program puts it in front of all messages.
  return message
    .replace(/^error: /, '')
    .replaceAll(/(--?[\w-]+)=[^']*(?=')/g, '$1')
    .replaceAll(/(?<=unknown option '-[^-'])[^']+(?=')/g, '')
}
