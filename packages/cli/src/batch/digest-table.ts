import type { Digest } from './digest.ts'

/**
 * A few whole numbers from 0 to 2³² − 1 for each of many digests. They lie in typed arrays, in half of the memory that a
 * `Map` would need: open addressing with linear probing, as the digests are evenly spread.
 */
export class DigestTable {
  #size = 0
  #highs = new Uint32Array(1024)
  #lows = new Uint32Array(1024)
  #columns: Uint32Array[]

  /** @param columns - how many numbers each digest has. */
  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => new Uint32Array(1024))
  }

  /** A number of a digest. The first one is 0 where the table does not have the digest. */
  get(digest: Digest, column = 0): number {
    return this.#columns[column]?.[this.#slotOf(digest)] ?? 0
  }

  /** Gives a digest its numbers; the first of them must not be 0. */
  set(digest: Digest, ...numbers: readonly number[]): void {
    const slot = this.#slotOf(digest)
    const isNew = this.#columns[0]?.[slot] === 0
    this.#fill(slot, digest, numbers)
    if (!isNew) return
    this.#size += 1
    if (this.#size > this.#highs.length * 0.75) this.#grow()
  }

  /** Takes every digest out. The memory is kept for others. */
  clear(): void {
    this.#size = 0
    this.#columns[0]?.fill(0)
  }

  /** The place of a digest, or the free place where it belongs. */
  #slotOf({ high, low }: Digest): number {
    const mask = this.#highs.length - 1
    const [firsts] = this.#columns
    let slot = low & mask
    while (firsts?.[slot] !== 0 && (this.#lows[slot] !== low || this.#highs[slot] !== high))
      slot = (slot + 1) & mask
    return slot
  }

  #fill(slot: number, { high, low }: Digest, numbers: readonly number[]): void {
    this.#highs[slot] = high
    this.#lows[slot] = low
    this.#columns.forEach((column, index) => {
      column[slot] = numbers[index] ?? 0
    })
  }

  #grow(): void {
    const [highs, lows, columns] = [this.#highs, this.#lows, this.#columns]
    const length = highs.length * 2
    this.#highs = new Uint32Array(length)
    this.#lows = new Uint32Array(length)
    this.#columns = columns.map(() => new Uint32Array(length))
    const digest = { high: 0, low: 0 }
    for (let old = 0; old < highs.length; old += 1) {
      if (columns[0]?.[old] === 0) continue
      digest.high = highs[old] ?? 0
      digest.low = lows[old] ?? 0
      const slot = this.#slotOf(digest)
      this.#highs[slot] = digest.high
      this.#lows[slot] = digest.low
      this.#columns.forEach((column, index) => {
        column[slot] = columns[index]?.[old] ?? 0
      })
    }
  }
}
