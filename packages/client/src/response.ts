import { member } from '@kaleyra-reactions/model/member'
import type { Deadline } from './deadline.ts'
import { ApiError, RedirectError, UnreadableResponseError } from './errors.ts'
import type { FetchHeaders, FetchResponse } from './fetch.ts'
import { type Mask, maskedCause } from './masking.ts'

/** A successful response: its parsed body, with status and headers. */
export interface ApiResponse<Body> {
  status: number
  headers: Headers
  body: Body
}

/** What a response is read with. */
export interface Reading {
  /** Takes the secrets of the call out of what an error keeps. */
  mask: Mask
  /** The operation that was called. */
  operationId: string
}

/**
 * Reads a response to its end, up to 1,000,000 bytes. A body that breaks off keeps its status: it is read as far as it
 * came.
 *
 * @throws {ApiError} for an error status, {@link RedirectError} for a redirect, {@link UnreadableResponseError} for a
 * success whose body is not JSON.
 */
export async function readResponse<Body>(
  response: FetchResponse,
  deadline: Deadline,
  { mask, operationId }: Reading,
): Promise<ApiResponse<Body>> {
  const { status, ok } = response
  if (!ok && status < 400) {
    // Its body is nobody's business, and may have no end.
    readerOf(response.body)
      ?.cancel()
      .catch(() => undefined)
    throw new RedirectError({ status, headers: copyOf(response.headers, mask) })
  }
  const { text, failure } = await readText(response, deadline)
  if (ok) {
    try {
      return { status, headers: headersOf(response), body: JSON.parse(text) }
    } catch {
      // Told below.
    }
  }
  const cause = failure === undefined ? {} : { cause: maskedCause(failure, mask) }
  const received = { status, headers: copyOf(response.headers, mask), mask, ...cause }
  if (!ok) throw new ApiError(status, jsonOrText(text), { ...received, operationId })
  const problem = cause.cause === undefined ? 'is not valid JSON' : `broke off (${cause.cause.message})`
  throw new UnreadableResponseError(problem, { ...received, body: text })
}

/** The body as text, as far as it came, and why it came no further. */
async function readText(
  response: FetchResponse,
  deadline: Deadline,
): Promise<{ text: string; failure?: unknown }> {
  const reader = readerOf(response.body)
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    if (reader === undefined) return { text: await deadline.within(response.text()) }
    for (;;) {
      const { done, value } = await deadline.within(reader.read())
      if (done) return { text: text + decoder.decode() }
      size += value.length
      if (size > 1_000_000) throw new Error('more than 1,000,000 bytes')
      text += decoder.decode(value, { stream: true })
    }
  } catch (failure) {
    return { text, failure }
  } finally {
    // Nothing is left open. A stream that has failed refuses this.
    reader?.cancel().catch(() => undefined)
  }
}

function readerOf(body: unknown): ReadableStreamDefaultReader<Uint8Array> | undefined {
  const getReader = member(body, 'getReader')
  return typeof getReader === 'function' ? Reflect.apply(getReader, body, []) : undefined
}

/** The headers as the runtime gives them; those of another `fetch` become what the runtime gives. */
function headersOf({ headers }: FetchResponse): Headers {
  return headers instanceof Headers ? headers : copyOf(headers, String)
}

function copyOf(headers: FetchHeaders, mask: Mask): Headers {
  const copy = new Headers()
  headers.forEach((value, name) => {
    copy.append(name, mask(value))
  })
  return copy
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
