import type { CatalogueEntry, Example, OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { callbacksOf, examplesOf, type PlacedOperation } from '@kaleyra-reactions/model/operations'
import { escapePointer } from '@kaleyra-reactions/model/pointer'
import { validatorAt } from './validation.ts'

/**
 * A document in which every failure has its callback. Those of Meta's differ in code and title alone: where the document
 * gives no value, it is made from that of the first failure of the same webhook.
 *
 * @throws when such a callback contradicts its schema.
 */
export function withFailures(document: OpenapiDocument): OpenapiDocument {
  const filled = structuredClone(document)
  for (const callback of callbacksOf(filled)) fill(callback, filled)
  return filled
}

function fill(callback: PlacedOperation, document: OpenapiDocument): void {
  const failures = examplesOf(callback.requestBody).filter(({ example }) => example['x-error'] !== undefined)
  const first = failures.find(({ example }) => example.value !== undefined)
  const open = failures.filter(({ example }) => example.value === undefined)
  if (first === undefined || open.length === 0) return
  const validate = validatorAt(
    document,
    `/webhooks/${escapePointer(callback.path)}/${callback.method}/requestBody/content/application~1json/schema`,
  )
  for (const { name, example } of open) {
    const { 'x-source': source = first.example['x-source'] } = example
    Object.assign(example, { value: madeFrom(first.example, example['x-error']), 'x-source': source })
    const [problem] = validate(example.value)
    if (problem !== undefined)
      throw new Error(
        `The callback of ${name}, derived from that of ${first.name}, does not match its schema: ${problem}. Give ${name} its own \`value\`.`,
      )
  }
}

/** The callback of a failure with the error of another. */
function madeFrom({ value, 'x-error': first }: Example, facts: CatalogueEntry | undefined): unknown {
  const { code = '', title } = facts ?? {}
  return replaced(value)

  function replaced(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(replaced)
    if (typeof node !== 'object' || node === null) return node
    const own = member(node, 'code')
    if (String(own) === first?.code)
      return { code: typeof own === 'number' ? Number(code) : code, title, message: title }
    return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, replaced(child)]))
  }
}
