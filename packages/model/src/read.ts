import { fillFailures } from './bundle.ts'
import type { OpenapiDocument } from './document.ts'
import { extensionProblemsOf } from './extensions.ts'
import { extraInfoProblemsOf } from './extra-info.ts'
import type { Problem } from './problem.ts'
import { problemsOf } from './problems.ts'
import { resolveReferences } from './references.ts'
import { subsetProblemsOf } from './subset.ts'

/** A document as the products read it, or what keeps them from it. */
export interface ReadDocument {
  /** The document in which only schemas are named by reference. */
  document: OpenapiDocument
  /** Every mistake with its place. The document is to be used only where there is none. */
  problems: Problem[]
}

/**
 * Reads a document whose references to files are resolved. What is outside the subset of OpenAPI that the products
 * understand is told first, since the other checks rely on it.
 *
 * @param extensions the JSON schema of the members that begin with `x-`.
 */
export function readDocument(given: OpenapiDocument, extensions: object): ReadDocument {
  const { document, problems } = resolveReferences(given)
  if (problems.length === 0) fillFailures(document)
  const outside = [...problems, ...subsetProblemsOf(document)]
  if (outside.length > 0) return { document, problems: outside }
  const inside = [
    ...extensionProblemsOf(document, extensions),
    ...extraInfoProblemsOf(document),
    ...problemsOf(document),
  ]
  return { document, problems: inside }
}
