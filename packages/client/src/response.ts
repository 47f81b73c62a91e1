import { member } from '@kaleyra-reactions/model/member'
import type { Deadline } from './deadline.ts'
import { ApiError, RedirectError, UnreadableResponseError } from './errors.ts'
import type { FetchResponse } from './fetch.ts'
import { causeWithoutSecrets } from './secrets.ts'

/** A successful response: its parsed body, with status and headers. */
export interface ApiResponse<Body> {
  status: number
  headers: Headers
  body: Body
}

/** What a response is read with. */
export interface Reading {
  /** Returns what no error message may show. */
  secrets: () => readonly string[]
  /** The operation that was called. */
  operationId: string
  /** The member names that lead to the id in the body of a success. A success without that id is unreadable. */
  idPath?: readonly string[]
}

/**
 * Reads a response to its end, up to 1,000,000 bytes. If the body breaks off, the status and the part that arrived count.
 *
 * @throws {ApiError} for an error status, {@link RedirectError} for a redirect, {@link UnreadableResponseError} for a
 * success whose body is not JSON, or lacks the id that the operation gives. A 204 has no body by definition.
 */
export async function readResponse<Body>(
  response: FetchResponse,
  deadline: Deadline,
  { secrets, operationId, idPath = [] }: Reading,
): Promise<ApiResponse<Body>> {
  const received = { status: response.status, headers: headersOf(response) }
  const { status, headers } = received
  // A redirect that is not followed: a browser hides its status.
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    // Nothing needs its body, which may never end.
    letGo(response)
    throw new RedirectError(received)
  }
  const { text, ...end } = await readText(response, deadline, secrets)
  const json = parse<Body>(text, status)
  const body = json === undefined ? text : json.value
  if (status < 200 || status > 299)
    throw new ApiError(status, body, { headers, secrets: secrets(), operationId, ...end })
  const id = idPath.reduce<unknown>(member, body)
  const hasId = idPath.length === 0 || (typeof id === 'string' && id !== '')
  if (json !== undefined && hasId) return { ...received, body: json.value }
  const unread = text === '' ? 'has no body' : 'is not valid JSON'
  const problem = json === undefined ? unread : `has no ${idPath.join('.')}`
  throw new UnreadableResponseError(problem, { ...received, ...end, body })
}

/** @throws {Error} unless it has what a response has: callers in plain JavaScript have no types. */
export function checkResponse(response: unknown): void {
  const isResponse =
    typeof member(response, 'status') === 'number' &&
    typeof member(member(response, 'headers'), 'forEach') === 'function' &&
    // `Response.error()` stands for a failure of the network.
    member(response, 'type') !== 'error'
  if (!isResponse) throw new Error('fetch did not return a response with status and headers')
}

/** Cancels a response that is not needed. */
export function letGo({ body }: FetchResponse): void {
  cancel(readerOf(body))
}

/** A failed stream rejects this. */
function cancel(reader: Reader | undefined): void {
  reader?.cancel().catch(() => undefined)
}

/** The body as text, as much as arrived, and why it is incomplete. */
async function readText(
  response: FetchResponse,
  deadline: Deadline,
  secrets: () => readonly string[],
): Promise<{ text: string; cause?: Error }> {
  let reader: Reader | undefined
  let text = ''
  let size = 0
  try {
    reader = readerOf(response.body)
    if (reader === undefined) return { text: await deadline.within(response.text()) }
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await deadline.within(reader.read())
      if (done) return { text: text + decoder.decode() }
      size += value.length
      if (size > 1_000_000) throw new Error('more than 1,000,000 bytes')
      text += decoder.decode(value, { stream: true })
    }
  } catch (failure) {
    // Nothing is left open.
    cancel(reader)
    return { text, cause: causeWithoutSecrets(failure, secrets()) }
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>

function readerOf(body: unknown): Reader | undefined {
  const getReader = member(body, 'getReader')
  return typeof getReader === 'function' ? Reflect.apply(getReader, body, []) : undefined
}

/** The headers of a response. Those of another `fetch` may lack methods. */
function headersOf({ headers }: FetchResponse): Headers {
  if (headers instanceof Headers) return headers
  const copy = new Headers()
  headers.forEach((value, name) => {
    copy.append(name, value)
  })
  return copy
}

/** The value of a JSON text; `undefined` if it is not JSON. A 204 has no text, and its value is `undefined`. */
function parse<Value>(text: string, status: number): { value: Value } | undefined {
  try {
    return { value: status === 204 ? undefined : JSON.parse(text) }
  } catch {
    return undefined
  }
}
