import type { Figures } from './rounds.ts'

/** The figures of one run, by measurement. */
export interface Results {
  size: Figures
  callTime: Figures
  loopback1: Figures
  loopback64: Figures
  importTime: Figures
  heap: Figures
}

/** A promise about our client and what this run says of it. */
export interface Limit {
  claim: string
  figure: number
  limit: number
  isHeld: boolean
}

/** Below the 16 bytes that the smallest object would take if each of 90,000 calls left one behind. */
const flatBytes = 5 * 90_000

/** Compares our client with its limits; `rivals` are the peers with a timeout and retries. */
export function checkLimits(results: Results, rivals: string[]): Limit[] {
  const { size, callTime, loopback1, loopback64, importTime, heap } = results
  const ratio = (figures: Figures, figure: string) => {
    return valueOf(figures, 'ours', figure) / valueOf(figures, 'fetch', figure)
  }
  return [
    limit('size of the program, gzip B', valueOf(size, 'ours', 'gzip B'), 3_000),
    limit('call from memory, times bare fetch', ratio(callTime, 'call µs'), 2),
    ...rivals.map((rival) => {
      const theirs = valueOf(callTime, rival, 'call µs')
      return limit(`call from memory, µs, ahead of ${rival}`, valueOf(callTime, 'ours', 'call µs'), theirs)
    }),
    limit('CPU over loopback, 1 at a time, times bare fetch', ratio(loopback1, 'CPU µs'), 1.25),
    limit('CPU over loopback, 64 at a time, times bare fetch', ratio(loopback64, 'CPU µs'), 1.25),
    limit(
      'import, ms, no slower than whatsapp-api-js',
      valueOf(importTime, 'ours', 'import ms'),
      valueOf(importTime, 'whatsapp-api-js', 'import ms'),
    ),
    limit('heap growth from 10,000 to 100,000 calls, B', valueOf(heap, 'ours', 'growth B'), flatBytes),
  ]
}

function limit(claim: string, figure: number, limit: number): Limit {
  return { claim, figure, limit, isHeld: figure <= limit }
}

function valueOf(figures: Figures, peer: string, figure: string): number {
  return figures[peer]?.[figure] ?? Number.NaN
}
