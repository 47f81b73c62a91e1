import { ApiError, RedirectError, UnreadableResponseError } from './errors.ts'

/** A successful response: its parsed body, with status and headers. */
export interface ApiResponse<Body> {
  status: number
  headers: Headers
  body: Body
}

/**
 * Reads a response to its end, up to 1,000,000 bytes. A JSON body that is larger is cut off, and so is not whole JSON.
 *
 * @throws {ApiError} for an error status, {@link RedirectError} for a redirect, {@link UnreadableResponseError} for a
 * success whose body is not JSON.
 */
export async function readResponse<Body>(response: Response): Promise<ApiResponse<Body>> {
  const { status, headers, ok } = response
  if (!ok && status < 400) {
    await response.body?.cancel()
    throw new RedirectError(status)
  }
  const text = await readText(response)
  if (!ok) throw new ApiError(status, jsonOrText(text), headers)
  try {
    return { status, headers, body: JSON.parse(text) }
  } catch {
    throw new UnreadableResponseError(status, 'is not whole JSON')
  }
}

/** The body as text. Reading stops with the chunk that exceeds the limit; that chunk is left out. */
async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > 1_000_000) break // Leaving the loop cancels the stream.
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
