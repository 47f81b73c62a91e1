/**
 * A text in lines of at most so many characters, as far as its words allow it.
 *
 * @param indent - stands in front of each further line.
 */
export function wrapped(text: string, width: number, indent = ''): string {
  const [first = '', ...words] = text.split(' ')
  const lines = [first]
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`
    if (longer.length <= width) lines[lines.length - 1] = longer
    else lines.push(indent + word)
  }
  return lines.join('\n')
}
