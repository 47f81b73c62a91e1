import type { OpenapiDocument } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { valueAt } from '@kaleyra-reactions/model/pointer'

/** The references to these stay: a schema has a name of its own in every product. */
const schemas = '#/components/schemas/'

/**
 * A document in which only schemas are named by reference: what else a reference means stands in its place, with the
 * members beside the reference. So no reader of the bundle has to follow a reference to a response or an example.
 */
export function withoutReferences(document: OpenapiDocument): OpenapiDocument {
  const { paths, webhooks, components, ...rest } = document
  const { schemas: named, securitySchemes } = components
  return structuredClone({
    ...rest,
    paths: replaced(paths, document),
    ...(webhooks && { webhooks: replaced(webhooks, document) }),
    components: { schemas: named, ...(securitySchemes && { securitySchemes }) },
  })
}

function replaced<Node>(node: Node, document: OpenapiDocument): Node
function replaced(node: unknown, document: OpenapiDocument): unknown {
  if (Array.isArray(node)) return node.map((each) => replaced(each, document))
  if (typeof node !== 'object' || node === null) return node
  const reference = member(node, '$ref')
  if (typeof reference !== 'string' || reference.startsWith(schemas)) {
    // The value of an example is data.
    const members = Object.entries(node).map(([name, child]) => [
      name,
      name === 'value' ? child : replaced(child, document),
    ])
    return Object.fromEntries(members)
  }
  const { $ref: _, ...beside } = Object.fromEntries(Object.entries(node))
  const target = valueAt(document, decodeURIComponent(reference))
  return replaced(Object.assign({}, target, beside), document)
}
