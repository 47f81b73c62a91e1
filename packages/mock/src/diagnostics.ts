import { member, memberNames } from '@kaleyra-reactions/model/member'
import { hintFor } from '@kaleyra-reactions/model/problem'
import type { DocumentedOperation, SchemaError } from './contract.ts'
import type { MockRequest, Violation } from './exchange.ts'

/** What Prism says of a request that it refuses. */
export interface PrismFinding {
  path?: string[]
  code?: string | number
  message: string
}

/** More violations than that are counted, not listed: a body can hold a hundred thousand. */
const mostListed = 20

/** Bytes of the header with the violations, as in Prism: many servers and clients take 8 kB of headers. */
const longestHeader = 8 * 1024 - 100

/** What contradicts the document, in words that name the field and the remedy. */
export function explainFindings(
  findings: readonly PrismFinding[],
  request: MockRequest,
  operation: DocumentedOperation,
  keyHeader: string,
): Violation[] {
  const isOfBody = ({ path: [place] = [] }: PrismFinding) => place === 'body'
  const errors = findings.some(isOfBody) ? operation.checkBody(request.body) : []
  // Prism is the judge. Where our own reading of the schema has nothing to say, its words stand.
  const others = errors.length > 0 ? findings.filter((finding) => !isOfBody(finding)) : findings
  const violations = [
    ...others.map((finding) => explainFinding(finding, request, operation, keyHeader)),
    ...errors.map(explainError),
  ]
  const left = violations.length - mostListed
  if (left <= 0) return violations
  const rest = { location: ['request'], code: 'more', message: `and ${left} more violations` }
  return [...violations.slice(0, mostListed), rest]
}

/** The violations as the header `sl-violations` of Prism has them, in ASCII. */
export function violationsHeaderOf(violations: readonly Violation[]): string {
  const entries = violations.map((violation) => ({ ...violation, severity: 'Error' }))
  for (let count = entries.length; count > 0; count -= 1) {
    const header = asciiJson(entries.slice(0, count))
    if (header.length <= longestHeader) return header
  }
  return asciiJson([{ location: ['request'], severity: 'Error', code: 'long', message: 'Too long to list.' }])
}

/** JSON in which everything beyond ASCII is escaped. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function explainFinding(
  { path = [], code = '', message }: PrismFinding,
  request: MockRequest,
  operation: DocumentedOperation,
  keyHeader: string,
): Violation {
  const location = ['request', ...path]
  const [part = '', name = ''] = path
  if (code === 401 && keyHeader !== '' && !request.headers[keyHeader]?.trim()) {
    const state = request.headers[keyHeader] === undefined ? 'missing' : 'empty'
    return {
      location: ['request', 'headers', keyHeader],
      code,
      message: `the ${keyHeader} header is ${state}`,
    }
  }
  if (code === 415 && request.bodyProblem !== undefined) {
    return { location: ['request', 'body'], code, message: request.bodyProblem }
  }
  if (code === 415 && operation.mediaTypes.length > 0) {
    const type = request.headers['content-type']
    const expected = operation.mediaTypes.map((known) => JSON.stringify(known)).join(' or ')
    const found = type === undefined ? 'it is missing' : `it is ${JSON.stringify(type)}`
    const sentence = `the content-type header must be ${expected}; ${found}`
    return { location: ['request', 'headers', 'content-type'], code, message: sentence }
  }
  if (code === 'required' && path.length === 0) {
    return { location: ['request', 'body'], code, message: 'the body is missing' }
  }
  if (name === '') return { location, code, message }
  const sample = operation.samples[name]
  const reason = message.split(` ${name} `).at(-1) ?? message
  const example = sample === undefined ? '' : `; for example ${JSON.stringify(sample)}`
  return { location, code, message: `${name} in the ${part} ${reason}${example}` }
}

/** Explains an error of the schema. Its place is written like a member in code: `messaging_object.to`. */
function explainError(error: SchemaError): Violation {
  const { instancePath, keyword, params, parentSchema, data } = error
  const path = instancePath.split('/').slice(1).map(unescapePointer)
  const place = path.length === 0 ? 'the body' : path.join('.')
  const inside = (name: string) => [...path, name].join('.')
  const location = ['request', 'body', ...path]
  const violation = (message: string): Violation => ({ location, code: keyword, message })
  const example = exampleOf(parentSchema)
  switch (keyword) {
    case 'required': {
      const name = String(params['missingProperty'])
      return violation(
        `${inside(name)} is missing${exampleOf(member(member(parentSchema, 'properties'), name))}`,
      )
    }
    case 'additionalProperties': {
      const name = String(params['additionalProperty'])
      const known = memberNames(member(parentSchema, 'properties'))
      return violation(`${inside(name)} is unknown: ${hintFor(name, known)}`)
    }
    case 'enum':
    case 'const':
      return violation(`${place} ${allowedText(keyword === 'enum' ? error.schema : [error.schema], data)}`)
    case 'type':
      return violation(`${place} must be ${withArticle(params['type'])}; it is ${withArticle(typeOf(data))}`)
    case 'pattern':
      return violation(`${place} must match the pattern ${params['pattern']}${example}`)
    default:
      return violation(`${place} ${error.message ?? `contradicts "${keyword}"`}${example}`)
  }
}

function allowedText(allowed: unknown, data: unknown): string {
  const values: unknown[] = Array.isArray(allowed) ? allowed : []
  const list = values.map((value) => JSON.stringify(value)).join(' or ')
  const inLowerCase = String(data).toLowerCase()
  if (values.includes(inLowerCase)) return `must be ${JSON.stringify(inLowerCase)}, in lower case`
  const found = JSON.stringify(data) ?? ''
  return `must be ${list}; it is ${found.length > 60 ? withArticle(typeOf(data)) : found}`
}

function exampleOf(schema: unknown): string {
  const example = member(schema, 'example')
  return example === undefined ? '' : `; for example ${JSON.stringify(example)}`
}

function withArticle(type: unknown): string {
  const words = String(type).split(',').join(' or ')
  if (words === 'null') return words
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`
}

/** The type of a value in the words of JSON Schema. */
function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}
