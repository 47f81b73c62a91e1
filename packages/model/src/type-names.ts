/** The names under which generated code declares what names of a document stand for. */
export interface TypeNames {
  /** By the name in the document. */
  names: ReadonlyMap<string, string>
  /** The names of the document for which no free name is left, with the name that is taken. */
  taken: { name: string; typeName: string }[]
}

/**
 * Gives each name of a document a name in generated code: `WA-401-account` becomes `WA401Account`. Where that is taken,
 * as for `WA-400` beside `WA400`, other signs become `_`.
 */
export function typeNamesOf(names: readonly string[]): TypeNames {
  const found = new Map<string, string>()
  const isFree = (typeName: string) => ![...found.values()].includes(typeName)
  const taken: TypeNames['taken'] = []
  const plainFirst = [...names].sort((a, b) => Number(typeNameOf(b) === b) - Number(typeNameOf(a) === a))
  for (const name of plainFirst) {
    const candidates = [typeNameOf(name), identifierOf(name.replaceAll(/[^A-Za-z0-9]/g, '_'))]
    const typeName = candidates.find(isFree)
    if (typeName === undefined || found.has(name)) taken.push({ name, typeName: typeNameOf(name) })
    else found.set(name, typeName)
  }
  return { names: found, taken }
}

/** A name in the form of a type: its words begin with a capital, and nothing stands between them. */
export function typeNameOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return identifierOf(words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''))
}

/** Code has no name that begins with a digit: `4001` becomes `Type4001`. */
function identifierOf(name: string): string {
  return /^[0-9]/.test(name) ? `Type${name}` : name
}
