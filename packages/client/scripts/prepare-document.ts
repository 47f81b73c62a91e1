interface Example {
  value: { code: string; error: Record<string, unknown> }
}

interface Operation {
  responses?: Record<string, { content?: { 'application/json'?: { examples?: Record<string, Example> } } }>
}

/**
 * The document as the generator gets it: harmless inside comments, and each error schema with the status, code and key
 * of its named example, by which the client matches an answer to its case.
 */
export function prepareDocument(text: string): unknown {
  const document = JSON.parse(text, (_, value) =>
    typeof value === 'string' ? value.trim().replaceAll('*/', '*\\/') : value,
  )
  for (const [status, name, { value }] of answersOf(document.paths)) {
    const schema = document.components.schemas[name]
    if (schema?.['x-error'] === undefined) continue
    const [key] = Object.keys(value.error)
    schema['x-case'] = { status, code: value.code, key }
  }
  return document
}

/** Status, name and content of every named example of an answer. */
function answersOf(paths: Record<string, Record<string, Operation>>): [string, string, Example][] {
  return Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap((operation) => Object.entries(operation.responses ?? {}))
    .flatMap(([status, answer]) =>
      Object.entries(answer.content?.['application/json']?.examples ?? {}).map(
        ([name, example]): [string, string, Example] => [status, name, example],
      ),
    )
}
