import { isUtf8 } from 'node:buffer'
import type { MockRequest, RawRequest } from './exchange.ts'

/** Reads a request: the one place where its target and its body are taken apart. */
export function readRequest({
  method,
  target,
  headers,
  repeatedHeaders = [],
  body: bytes,
}: RawRequest): MockRequest {
  const text = bytes.toString('utf8')
  const read = readBody(bytes, text, headers)
  return { method, ...readTarget(target), headers, repeatedHeaders, text, size: bytes.length, ...read }
}

/** The media type of a header such as `application/json; charset=utf-8`, in lower case; empty where there is none. */
export function mediaTypeOf(header = ''): string {
  return (header.split(';', 1)[0] ?? '').trim().toLowerCase()
}

/** The path and the query of a target, which may be absolute, have a fragment, or be a `*`. */
function readTarget(target: string): Pick<MockRequest, 'path' | 'query'> {
  const relative = target.replace(/#.*/s, '').replace(/^https?:\/\/[^/?]*\/?|^\/?/i, '/')
  const { path = '/', search = '' } = /^(?<path>[^?]*)(\?(?<search>.*))?$/s.exec(relative)?.groups ?? {}
  return { path, query: readQuery(new URLSearchParams(search)) }
}

function readQuery(parameters: URLSearchParams): MockRequest['query'] {
  const values = [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)] as const)
  return Object.fromEntries(
    values.map(([name, [first = '', ...more]]) => [name, more.length === 0 ? first : [first, ...more]]),
  )
}

function readBody(
  bytes: Buffer,
  text: string,
  headers: Record<string, string>,
): Pick<MockRequest, 'body' | 'bodyProblem'> {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') {
    return {
      body: text,
      bodyProblem: `the body is compressed (content-encoding: ${encoding}); send it plain`,
    }
  }
  const wide = wideEncodingOf(bytes)
  if (wide !== undefined) {
    return {
      body: text,
      bodyProblem: `the body is not UTF-8: it seems to be ${wide}; JSON is sent as UTF-8 without a byte order mark`,
    }
  }
  if (!isUtf8(bytes)) return { body: text, bodyProblem: encodingProblemOf(bytes, text) }
  const isJson = mediaTypeOf(headers['content-type']).endsWith('json')
  if (text === '') return { body: undefined, bodyProblem: undefined }
  if (!isJson) return { body: text, bodyProblem: undefined }
  if (text.startsWith('\ufeff')) {
    return {
      body: text,
      bodyProblem: 'the body is not JSON: it begins with a byte order mark; leave that out',
    }
  }
  try {
    return { body: JSON.parse(text), bodyProblem: undefined }
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    return { body: text, bodyProblem: `the body is not JSON: ${reason}` }
  }
}

/**
 * The encoding of a text whose characters have two or four bytes each; `undefined` where it is none. It begins with a byte
 * order mark, or with zeros: the first character of JSON is one of ASCII, and JSON has no zeros.
 */
function wideEncodingOf(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4).toString('hex')
  if (/^(0000feff|fffe0000|000000|..000000)/.test(start)) return 'UTF-32'
  return /^(feff|fffe|00|..00)/.test(start) ? 'UTF-16' : undefined
}

/** Names the first byte that is no part of a character. */
function encodingProblemOf(bytes: Buffer, text: string): string {
  const replacement = Buffer.from('\ufffd')
  let offset = 0
  for (const character of text) {
    const length = Buffer.byteLength(character)
    const isReplaced = character === '\ufffd' && !bytes.subarray(offset, offset + length).equals(replacement)
    if (isReplaced) break
    offset += length
  }
  const byte = bytes[offset] ?? 0
  // UTF-8 has no surrogates; CESU-8, which Java's modified UTF-8 resembles, writes an emoji as two of them.
  const hint = byte === 0xed ? ' (half an emoji, as CESU-8 writes it)' : ''
  const name = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return `the body is not UTF-8: the byte ${name} at offset ${offset} is no part of a character${hint}`
}
