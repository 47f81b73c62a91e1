import { ApiError, RedirectError, UnreadableAnswerError } from './errors.ts'
import type { Answer } from './transport.ts'

/**
 * Reads an answer whole.
 *
 * @throws {ApiError} for an error status, {@link RedirectError} for a redirect, {@link UnreadableAnswerError} for a
 * success whose body is not JSON. No more than 1,000,000 bytes are read: what is cut off there is not JSON either.
 */
export async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const { status, headers, ok } = response
  if (!ok && status < 400) {
    await response.body?.cancel()
    throw new RedirectError(status)
  }
  const text = await readText(response)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    if (ok) throw new UnreadableAnswerError(status, 'is not whole JSON')
    body = text
  }
  if (ok) return { status, headers, body: body as Body }
  throw new ApiError(status, body, headers)
}

/** The body as text; what it holds up to there where it is larger than we are willing to read. */
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
