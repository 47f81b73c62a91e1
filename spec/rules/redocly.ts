// What of Redocly's interface for plugins is used here. The CLI ships no types.

/** A place in the document, or in a file that it refers to. */
export interface Location {
  /** A JSON pointer behind `#`. */
  pointer: string
  source: { absoluteRef: string }
  child(names: readonly (string | number)[]): Location
  /** The name of the member instead of its value. */
  key(): Location
}

/** What a rule says of a mistake: what is wrong, and what to write instead. */
export interface Problem {
  message: string
  location?: Location
  /** Words of which Redocly offers the nearest. */
  suggest?: string[]
}

/** What Redocly gives to a visitor. */
export interface Context {
  /** The name or index of the node in its parent. */
  key: string | number
  location: Location
  /** The type of the node, of which plugins can extend the members. */
  type: NodeType
  report(problem: Problem): void
  resolve(reference: object, from?: string): { node?: unknown; location?: Location }
}

/** The type of a node: the members that it may have, and must have. */
export interface NodeType {
  name?: string
  properties: Record<string, unknown>
  required?: readonly string[]
  additionalProperties?: unknown
}

/** Severity and options stand in redocly.yaml. */
export type Rule = () => Record<string, unknown>
