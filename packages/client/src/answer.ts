import { ApiError, RedirectError, UnreadableAnswerError } from './errors.ts'
import type { Answer } from './transport.ts'

const largestBody = 1_000_000

/**
 * Reads an answer whole.
 *
 * @throws {ApiError} for an error status, {@link RedirectError} for a redirect, {@link UnreadableAnswerError} for a
 * success whose body is not JSON or larger than 1,000,000 bytes.
 */
export async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const { status, headers, ok } = response
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    await response.body?.cancel()
    throw new RedirectError(
      'The server answered with a redirect, which is not followed: check the base address',
    )
  }
  const text = await readText(response)
  const body = text === undefined ? undefined : parse(text)
  if (!ok) throw new ApiError(status, body ?? text, headers)
  if (text === undefined)
    throw new UnreadableAnswerError(status, `its body is larger than ${largestBody} bytes`)
  if (body === undefined)
    throw new UnreadableAnswerError(status, text ? 'its body is not JSON' : 'its body is empty')
  return { status, headers, body: body as Body }
}

/** The body as text; `undefined` where it is larger than we are willing to read. */
async function readText(response: Response): Promise<string | undefined> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > largestBody) return undefined // Leaving the loop cancels the stream.
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
