import { isNode, LineCounter, parseDocument } from 'yaml'

/** The line, counted from 1, of what a JSON pointer leads to in a YAML text; of the nearest parent where it is missing. */
export function lineOf(text: string, pointer: string): number {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  for (let length = names.length; length > 0; length -= 1) {
    const node = document.getIn(names.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
