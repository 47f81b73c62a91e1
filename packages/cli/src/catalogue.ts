import document from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

interface Entry {
  kind: string
  scope: string
  actor: string
  action: string
  retry: { advice: string; delayMinutes?: number[] }
  'x-source': string
}

interface Schema {
  description?: string
  properties?: Record<string, Property>
  'x-error'?: Entry
}

/** A field of the request as the document describes it. */
export interface Property {
  $ref?: string
  description?: string
  'x-known-values'?: string[]
}

/** What the document knows of an error case. */
export interface Explanation extends Entry {
  name: string
  title: string
  meaning: string
  status: string
  code: string
}

const schemas: Record<string, Schema> = document.components.schemas
const answers: Record<string, { content: { 'application/json': { examples: object } } }> =
  document.paths['/v2/{sid}/whatsapp/{phone_number}/messages'].post.responses

/** Every documented error, in the document's order. */
export const explanations: readonly Explanation[] = Object.entries(answers).flatMap(([status, answer]) => {
  const examples: [string, { summary: string; value: { code: string } }][] = Object.entries(
    answer.content['application/json'].examples,
  )
  return examples.flatMap(([name, example]) => {
    const schema = schemas[name]
    const entry = schema?.['x-error']
    if (entry === undefined) return []
    const meaning = schema?.description ?? ''
    return [{ ...entry, name, title: example.summary, meaning, status, code: example.value.code }]
  })
})

/** The cases that a case name or a code on the wire stands for; two cases can share a code. */
export function explanationsOf(word: string): Explanation[] {
  return explanations.filter(({ name, code }) => name === word || code === word)
}

/** The optional fields of `extra_info`, which become flags. */
export const extraInfoFields: [string, Property][] = Object.entries(schemas['ExtraInfo']?.properties ?? {})

/** The description of a field of a schema. */
export function descriptionOf(schema: string, field: string): string {
  return schemas[schema]?.properties?.[field]?.description?.trim() ?? ''
}

/** An explanation as a person reads it. */
export function format(explanation: Explanation): string {
  return [
    `${explanation.name}  ${explanation.title}`,
    `  ${explanation.meaning.trim()}`,
    `  Who acts:    ${explanation.actor}`,
    `  What to do:  ${explanation.action}`,
    `  Retry:       ${explanation.retry.advice}`,
    `  Concerns:    ${explanation.scope === 'account' ? 'the whole account' : 'this call'}`,
    `  Source:      ${explanation['x-source']}`,
  ].join('\n')
}
