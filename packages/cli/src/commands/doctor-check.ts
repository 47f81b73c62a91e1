import { readable } from '../terminal/output.ts'

/** Something that `doctor` has checked. */
export interface Check {
  ok: boolean
  name: string
  detail: string
  /** What to do where the check failed. */
  remedy?: string
}

/** A check that found nothing wrong. */
export function passed(name: string, detail: string): Check {
  return { ok: true, name, detail: readable(detail) }
}

/** A check that found something, with what to do about it. */
export function failed(name: string, detail: string, remedy: string): Check {
  return { ok: false, name, detail: readable(detail), remedy: readable(remedy) }
}
