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
  if (!ok && status < 400) {
    await response.body?.cancel()
    throw new RedirectError('The server redirects, which is not followed: check the address')
  }
  const text = await readText(response)
  const body = parse(text)
  if (!ok) throw new ApiError(status, body ?? text, headers)
  if (body !== undefined) return { status, headers, body: body as Body }
  const problem = text === undefined ? 'too large' : text ? 'not JSON' : 'empty'
  throw new UnreadableAnswerError(status, `its body is ${problem}`)
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

function parse(text = ''): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
