/** A part of a path without its percent encoding; `undefined` where that is not valid. */
export function decoded(text: string): string | undefined {
  try {
    // The result has to be used: bundlers take a call of `decodeURIComponent` alone for one without effect.
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
