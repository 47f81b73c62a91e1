import { isUtf8 } from 'node:buffer'
import type { MockRequest, RawRequest } from './exchange.ts'

/** The mock refuses larger bodies with 413: a reaction has a few hundred bytes, and the journal keeps all bodies. In bytes. */
export const largestBody = 100_000

/** Parses the target and the body of a request. */
export function readRequest({ method, target, headers, body: bytes }: RawRequest): MockRequest {
  // A target can be absolute, have a fragment, or be `*`.
  const relative = target.replace(/#.*/s, '').replace(/^https?:\/\/[^/?]*\/?|^\/?/i, '/')
  const [path = '/'] = relative.split('?', 1)
  const query = readQuery(new URLSearchParams(relative.slice(path.length)))
  return { method, path, query, headers, size: bytes.length, ...readBody(bytes, headers) }
}

/** The media type of a header such as `application/json; charset=utf-8`, in lower case; empty if there is none. */
export function mediaTypeOf(header = ''): string {
  return (header.split(';', 1)[0] ?? '').trim().toLowerCase()
}

function readQuery(parameters: URLSearchParams): MockRequest['query'] {
  const values = [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)] as const)
  return Object.fromEntries(values.map(([name, all]) => [name, all.length > 1 ? all : (all[0] ?? '')]))
}

function readBody(
  bytes: Buffer,
  headers: Record<string, string>,
): Pick<MockRequest, 'text' | 'body' | 'bodyProblem'> {
  const text = bytes.toString('utf8')
  const encoding = headers['content-encoding'] ?? 'identity'
  const unread = (bodyProblem: string | undefined) => ({ text, body: text, bodyProblem })
  if (encoding.toLowerCase() !== 'identity') {
    return unread(`the body is compressed (content-encoding: ${encoding}); send it uncompressed`)
  }
  if (!isUtf8(bytes)) return unread('the body is not UTF-8; send JSON as UTF-8')
  if (text === '') return { text, body: undefined, bodyProblem: undefined }
  if (!mediaTypeOf(headers['content-type']).endsWith('json')) return unread(undefined)
  if (text.startsWith('\ufeff')) {
    return unread('the body is not JSON: it begins with a byte order mark; remove that')
  }
  try {
    return { text, body: JSON.parse(text), bodyProblem: undefined }
  } catch (error) {
    return unread(`the body is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}
