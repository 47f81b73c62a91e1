/** Figures of each peer, by peer and name of the figure. */
export type Figures = Record<string, Record<string, number>>

/**
 * Measures every peer `rounds` times, one after the other and never two at once. Each round starts with another peer,
 * so that a slow moment of the machine meets all of them alike.
 */
export async function interleave<Sample>(
  names: readonly string[],
  rounds: number,
  measure: (name: string) => Promise<Sample>,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const index of names.keys()) {
      const name = names[(index + round) % names.length] ?? ''
      samples.get(name)?.push(await measure(name))
    }
  }
  return samples
}

/** The middle value. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
