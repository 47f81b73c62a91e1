import { member, memberNames } from '@kaleyra-reactions/model/member'
import { namesInPointer } from '@kaleyra-reactions/model/pointer'
import type { ErrorObject } from 'ajv/dist/2020.js'
import { hintFor } from '../hint.ts'
import type { MockRequest, Violation } from '../http/exchange.ts'
import type { DocumentedOperation } from './contract.ts'

/** One of the reasons for which Prism refuses a request. */
export interface PrismFinding {
  path?: string[]
  code?: string | number
  message: string
}

/** Further violations are only counted: a body can have a hundred thousand. */
const mostListed = 20

/** Most bytes of the header with the violations. As in Prism: many servers and clients accept 8 kB of headers. */
const longestHeader = 8 * 1024 - 100

/** Says where a request contradicts the document, and how to correct it. */
export function explainFindings(
  findings: readonly PrismFinding[],
  request: MockRequest,
  operation: DocumentedOperation,
  keyHeader: string,
): Violation[] {
  const isOfBody = ({ path: [place] = [] }: PrismFinding) => place === 'body'
  const errors = findings.some(isOfBody) ? operation.checkBody(request.body) : []
  // Prism decides. If our own check of the schema finds nothing, its words remain.
  const others = errors.length > 0 ? findings.filter((finding) => !isOfBody(finding)) : findings
  const violations = [
    ...others.map((finding) => explainFinding(finding, request, operation, keyHeader)),
    ...errors.map((error): Violation => {
      const location = ['request', 'body', ...namesInPointer(error.instancePath)]
      return { location, code: error.keyword, message: explainError(error, 'the body') }
    }),
  ]
  const left = violations.length - mostListed
  if (left <= 0) return violations
  const rest = { location: ['request'], code: 'more', message: `and ${left} more violations` }
  return [...violations.slice(0, mostListed), rest]
}

/** As many of the violations as fit, as Prism writes them in its header `sl-violations`, in ASCII. */
export function violationsHeaderOf(violations: readonly Violation[]): string {
  const header = asciiJson(violations.map((violation) => ({ ...violation, severity: 'Error' })))
  return header.length <= longestHeader ? header : violationsHeaderOf(violations.slice(0, -1))
}

/**
 * Turns an error of ajv into a sentence. It names a field as code does: `messaging_object.to`.
 *
 * @param whole the name of the value as a whole.
 */
export function explainError(error: ErrorObject, whole: string): string {
  const { keyword, params, parentSchema, data, schema } = error
  const path = namesInPointer(error.instancePath)
  const place = path.length === 0 ? whole : path.join('.')
  const inside = (name: unknown) => [...path, name].join('.')
  switch (keyword) {
    case 'required': {
      const name = String(params['missingProperty'])
      return `${inside(name)} is missing${exampleOf(member(member(parentSchema, 'properties'), name))}`
    }
    case 'additionalProperties': {
      const name = String(params['additionalProperty'])
      return `${inside(name)} is unknown: ${hintFor(name, memberNames(member(parentSchema, 'properties')))}`
    }
    case 'enum':
      return `${place} ${allowedText(schema, data)}`
    case 'const':
      return `${place} ${allowedText([schema], data)}`
    case 'type':
      return `${place} must be ${withArticle(params['type'])}; it is ${withArticle(typeOf(data))}`
    case 'minProperties':
      return `${place} must have ${params['limit']} or more members`
    case 'pattern':
      return `${place} must match the pattern ${params['pattern']}${blankHint(params['pattern'], data)}${exampleOf(parentSchema)}`
    default:
      return `${place} ${error.message ?? `violates "${keyword}"`}${exampleOf(parentSchema)}`
  }
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
  const [part = '', name = ''] = path
  const { headers, bodyProblem } = request
  if (code === 401) {
    const state = headers[keyHeader] === undefined ? 'missing' : 'empty'
    const location = ['request', 'headers', keyHeader]
    return { location, code, message: `the ${keyHeader} header is ${state}` }
  }
  if (code === 415 && bodyProblem !== undefined) {
    return { location: ['request', 'body'], code, message: bodyProblem }
  }
  if (code === 415 && operation.takesBody) {
    const type = headers['content-type']
    const found = type === undefined ? 'it is missing' : `it is ${JSON.stringify(type)}`
    const sentence = `the content-type header must be "application/json"; ${found}`
    return { location: ['request', 'headers', 'content-type'], code, message: sentence }
  }
  if (code === 'required' && path.length === 0) {
    return { location: ['request', 'body'], code, message: 'the body is missing' }
  }
  const location = ['request', ...path]
  if (name === '') return { location, code, message }
  const sample = operation.samples[name]
  const reason = message.split(` ${name} `).at(-1) ?? message
  const example = sample === undefined ? '' : `; for example ${JSON.stringify(sample)}`
  return { location, code, message: `${name} in the ${part} ${reason}${example}` }
}

function allowedText(allowed: unknown, data: unknown): string {
  const values: unknown[] = Array.isArray(allowed) ? allowed : []
  const inLowerCase = String(data).toLowerCase()
  if (values.includes(inLowerCase)) return `must be ${JSON.stringify(inLowerCase)}, in lower case`
  const found = JSON.stringify(data) ?? ''
  const shown = found.length > 60 ? withArticle(typeOf(data)) : found
  if (values.length > 1 && typeof data === 'string')
    return `cannot be ${shown}: ${hintFor(data, values.map(String))}`
  return `must be ${values.map((value) => JSON.stringify(value)).join(' or ')}; it is ${shown}`
}

/** The remedy if the text would match without its spaces. */
function blankHint(pattern: unknown, data: unknown): string {
  const text = String(data)
  const isBlank = /\s/.test(text) && new RegExp(String(pattern), 'u').test(text.replaceAll(/\s/g, ''))
  if (!isBlank) return ''
  return /,\s/.test(text) ? '; remove the space after the comma' : '; remove the space'
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
