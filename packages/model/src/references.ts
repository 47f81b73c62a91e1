import type { OpenapiDocument } from './document.ts'
import { member } from './member.ts'
import type { Problem } from './problem.ts'
import { escapePointer } from './problem.ts'

/** The references to these stay: a schema has a name of its own in every product. */
const schemas = '#/components/schemas/'

/** A document without references to anything but schemas, and the references that lead nowhere. */
export interface ResolvedDocument {
  document: OpenapiDocument
  problems: Problem[]
}

/**
 * Puts what a reference means in its place, wherever it stands: responses, parameters, examples, bodies, path items.
 * Members beside a reference win over those of its target. References to schemas stay.
 */
export function resolveReferences(document: OpenapiDocument): ResolvedDocument {
  const problems: Problem[] = []
  const resolved = structuredClone(document)
  for (const place of ['paths', 'webhooks'] as const) {
    const items = document[place]
    if (items !== undefined) Object.assign(resolved, { [place]: replaced(items, `/${place}`, []) })
  }
  const { schemas: named, securitySchemes } = document.components
  resolved.components = { schemas: named, ...(securitySchemes && { securitySchemes }) }
  return { document: resolved, problems }

  function replaced(node: unknown, pointer: string, trail: readonly string[]): unknown {
    if (Array.isArray(node)) return node.map((each, index) => replaced(each, `${pointer}/${index}`, trail))
    if (typeof node !== 'object' || node === null) return node
    const reference = member(node, '$ref')
    if (typeof reference !== 'string' || reference.startsWith(schemas))
      return withMembers(node, pointer, trail)
    const target = reference.startsWith('#/') ? targetOf(document, reference.slice(1)) : undefined
    if (target === undefined || trail.includes(reference)) {
      const reason = target === undefined ? 'leads nowhere in this document' : 'leads back to itself'
      problems.push({ pointer: `${pointer}/$ref`, problem: `${reason}: ${reference}; name what exists` })
      return {}
    }
    const { $ref: _, ...beside }: { $ref?: unknown } = node
    return replaced({ ...target, ...beside }, pointer, [...trail, reference])
  }

  function withMembers(node: object, pointer: string, trail: readonly string[]): object {
    const members = Object.entries(node).map(([name, child]) => {
      // The values of examples are data: a $ref in them is none.
      const isData = name === 'value' || name === 'example'
      return [name, isData ? child : replaced(child, `${pointer}/${escapePointer(name)}`, trail)]
    })
    return Object.fromEntries(members)
  }
}

/** What a JSON pointer leads to, where that is an object. */
function targetOf(document: object, pointer: string): object | undefined {
  const names = pointer.split('/').slice(1)
  const found = names.reduce<unknown>(
    (node, name) => member(node, decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')),
    document,
  )
  return typeof found === 'object' && found !== null ? found : undefined
}
