/**
 * The format that lines have which are no JSON objects, with the way to convert them; `undefined` where it is not
 * recognised.
 *
 * @param name - the file, as the messages call it.
 */
export function likelyFormatOf(name: string, lines: readonly string[]): string | undefined {
  const [first = ''] = lines
  if (beginsArray(first)) return `${name} looks like a JSON array; jq -c '.[]' writes one object a line`
  if (first.trim() === '{')
    return `${name} looks like JSON over several lines; jq -c . writes one object a line`
  if (first.trim().includes('\r'))
    return `${name} looks like a text whose lines end in CR alone; tr '\\r' '\\n' ends each as needed`
  const separator = separators.find(({ mark }) => isTable(lines, mark))
  return separator === undefined
    ? undefined
    : `${name} looks like CSV, its values separated by ${separator.name}; a line must be a JSON object`
}

/** What stands between the values of a table. */
const separators = [
  { mark: ',', name: 'commas' },
  { mark: ';', name: 'semicolons' },
  { mark: '\t', name: 'tabs' },
]

/** Tells whether a JSON array begins with a line. Its last element can be alone in a line, like a good line of a batch. */
export function beginsArray(line: string): boolean {
  return line.trimStart().startsWith('[')
}

/** Tells whether every line has as many of the separators as the first, and that has some. */
function isTable(lines: readonly string[], separator: string): boolean {
  const [first = 0, ...others] = lines.map((line) => withoutQuotedParts(line).split(separator).length)
  return first > 1 && others.every((columns) => columns === first) && !lines[0]?.trimStart().startsWith('{')
}

function withoutQuotedParts(line: string): string {
  return line.replaceAll(/"[^"]*"/g, '')
}
