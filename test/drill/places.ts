import { type Document, isMap } from 'yaml'

/** A place in the document: the keys that lead to it. */
export type Place = readonly (string | number)[]

/** Where the operation of the reaction stands. */
export function reactionIn(document: Document): Place {
  const paths = document.get('paths')
  const [path] = isMap(paths) ? paths.items.map(({ key }) => String(key)) : []
  if (path === undefined) throw new Error('The document has no path')
  return ['paths', path]
}

/** Where the named examples of a response of the reaction stand. */
export function casesIn(document: Document, status: string): Place {
  return [...reactionIn(document), 'post', 'responses', status, 'content', 'application/json', 'examples']
}

/** Where a field of a schema stands. */
export function fieldIn(schema: string, name: string): Place {
  return ['components', 'schemas', schema, 'properties', name]
}

/** A response of errors with one case. */
export function errorResponse(name: string, code: string, key: string): object {
  return {
    description: `Drilled: ${name}`,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/ErrorResponse' },
        examples: { [name]: errorExample(code, key) },
      },
    },
  }
}

/** An error as one named example. */
export function errorExample(code: string, key: string): object {
  return {
    summary: `The case ${code}`,
    'x-error': {
      meaning: `The drill met ${code}.`,
      kind: 'request',
      scope: 'call',
      mayHaveBeenAccepted: false,
      actor: 'The driller',
      action: `Ask about ${code}.`,
      retry: { advice: 'Never.' },
      'x-source': 'ours',
    },
    value: { code, message: `Drilled ${code}`, data: {}, error: { [key]: `Drilled ${code}` } },
  }
}
