import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml'

/**
 * The line, counted from 1, of what a JSON pointer leads to in a YAML text; of the nearest parent where it is missing.
 * References inside the text are followed.
 */
export function lineOf(text: string, pointer: string): number {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  let place: string[] = []
  for (const name of namesIn(pointer)) {
    const next = [...targetOf(place, document), name]
    if (!document.hasIn(next)) break
    place = next
  }
  const node = document.getIn(place, true)
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1
}

/** The place to which a reference at a place leads; the place itself where no reference stands there. */
function targetOf(place: string[], document: Document, trail: readonly string[] = []): string[] {
  const node = document.getIn(place)
  const reference = isMap(node) ? node.get('$ref') : undefined
  if (typeof reference !== 'string' || !reference.startsWith('#/') || trail.includes(reference)) return place
  return targetOf(namesIn(reference.slice(1)), document, [...trail, reference])
}

function namesIn(pointer: string): string[] {
  const names = pointer.split('/').slice(1)
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}
