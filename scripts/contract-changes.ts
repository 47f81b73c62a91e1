import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { casesOf } from '../packages/model/src/cases.ts'

/** The parts of a version, the smallest step first. */
export const bumps = ['patch', 'minor', 'major'] as const

/** A step of the version. */
export type Bump = (typeof bumps)[number]

/** A change of the contract, and the smallest step of the version that tells the truth about it. */
export interface Change {
  bump: Bump
  what: string
}

/**
 * The changes from one document to another, the gravest first, as `redocly diff` rates them. A case that is gone is rated
 * here: for Redocly an example is never more than words.
 *
 * @throws when one of the files cannot be read as an OpenAPI document.
 */
export function changesBetween(before: string, after: string): Change[] {
  const changes = [...lostCases(before, after), ...ratedByRedocly(before, after)]
  return changes.sort((left, right) => bumps.indexOf(right.bump) - bumps.indexOf(left.bump))
}

/** A case breaks everyone who handles it when it goes, or is recognised by another status, code or key. */
function lostCases(before: string, after: string): Change[] {
  const left = new Set(casesIn(after))
  return casesIn(before)
    .filter((text) => !left.has(text))
    .map((text) => ({ bump: 'major', what: `no longer documented: ${text}` }))
}

function casesIn(file: string): string[] {
  return casesOf(parse(readFileSync(file, 'utf8'))).map(({ name, operationId, status, code, key }) => {
    const marks = Object.entries({ status, code, key }).filter(([, mark]) => mark !== undefined)
    return `the case ${name} of ${operationId}, ${marks.map((mark) => mark.join(' ')).join(', ')}`
  })
}

function ratedByRedocly(before: string, after: string): Change[] {
  const words = ['diff', before, after, '--format=json', '--fail-on=none']
  const { changes }: { changes: RatedChange[] } = JSON.parse(
    execFileSync('redocly', words, { encoding: 'utf8', maxBuffer: 64e6, stdio: 'pipe' }),
  )
  return changes
    .filter(({ path, property }) => !(path === '#/info' && property === 'version'))
    .map(({ kind, path, property, impact }) => ({
      bump: impact,
      what: [kind, path, property].filter(Boolean).join(' '),
    }))
}

/** A change in the report of `redocly diff`. */
interface RatedChange {
  path: string
  kind: string
  impact: Bump
  property?: string
}
