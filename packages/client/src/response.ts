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
  /** The member names that lead to the id in a successful response. Without that id, the response is unreadable. */
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
  const { status } = response
  const headers = headersOf(response)
  const received = { status, headers }
  // A redirect that is not followed: a browser hides its status.
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    // Nothing needs its body, which may never end.
    letGo(response.body)
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

function headersOf({ headers }: FetchResponse): Headers {
  if (headers instanceof Headers) return headers
  const copy = new Headers()
  headers.forEach((value, name) => {
    copy.append(name, value)
  })
  return copy
}

/** Cancels a response that is not needed, or its reader. A failed stream rejects this. */
function letGo(stream: Pick<ReadableStream, 'cancel'> | null | undefined): void {
  stream?.cancel().catch(() => undefined)
}

/** The body as text, as much as arrived, and why it is incomplete. */
async function readText(
  response: FetchResponse,
  deadline: Deadline,
  secrets: () => readonly string[],
): Promise<{ text: string; cause?: Error }> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let text = ''
  let size = 0
  try {
    reader = response.body?.getReader()
    if (reader === undefined) return { text }
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
    letGo(reader)
    return { text, cause: causeWithoutSecrets(failure, secrets()) }
  }
}

/** The value of a JSON text; `undefined` if it is not JSON. A 204 has no text, and its value is `undefined`. */
function parse<Value>(text: string, status: number): { value: Value } | undefined {
  try {
    return { value: status === 204 ? undefined : JSON.parse(text) }
  } catch {
    return undefined
  }
}
