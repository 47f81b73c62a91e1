import { complain, print, printObject } from '../output.ts'
import type { Census } from './census.ts'
import { numberDigest } from './digest.ts'
import { DigestTable } from './digest-table.ts'
import type { Input } from './input.ts'
import type { Inspection, Request } from './inspection.ts'
import { counted, type ProblemList } from './summary.ts'
import type { Tally } from './tally.ts'

/**
 * Meta takes so many messages to one user at once, and one in six seconds in the long run; above that they fail by callback
 * (131056): https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
 */
const burstToOneUser = 45

/** What a check found beside wrong lines. */
interface Remarks {
  withoutRef: number
  /** Message ids that do not begin as those of WhatsApp do. */
  otherIds: number
  /** The recipient with the most lines. */
  busiest: { to: string; lines: number }
}

/** What {@link checkBatch} needs. */
export interface CheckOptions {
  input: Input
  inspection: Inspection
  census: Census
  tally: Tally
  problems: ProblemList
}

/** Checks every line of an input, and sends nothing. */
export async function checkBatch({ input, inspection, census }: CheckOptions): Promise<Remarks> {
  const recipients = new DigestTable(1)
  const remarks: Remarks = { withoutRef: 0, otherIds: 0, busiest: { to: '', lines: 0 } }
  for await (const line of input.lines()) {
    const examined = census.take(line)
    if (examined.kind === 'reaction') remark(examined.request)
  }
  const { likelyFormat } = inspection
  if (likelyFormat !== undefined) complain(`${likelyFormat}.`)
  return remarks

  function remark({ job: { to, messageId, extraInfo } }: Request): void {
    if (!extraInfo?.ref) remarks.withoutRef += 1
    if (!messageId.startsWith('wamid.')) remarks.otherIds += 1
    const digest = numberDigest(to)
    const lines = recipients.get(digest) + 1
    recipients.set(digest, lines)
    if (lines > remarks.busiest.lines) remarks.busiest = { to, lines }
  }
}

/** Prints what a check found. */
export function tellCheck({ tally, problems }: CheckOptions, remarks: Remarks, isJson: boolean): void {
  const { lines, invalid, duplicates } = tally.counts
  const good = lines - invalid - duplicates
  if (isJson) {
    printObject({ lines, good, invalid, duplicates, ...remarks, ...problems.members })
    return
  }
  print(`${counted(lines, 'line')}: ${good} good, ${invalid} invalid, ${counted(duplicates, 'duplicate')}`)
  print('Nothing was sent.')
  for (const sentence of sentencesOf(remarks)) print(sentence)
}

function sentencesOf({ withoutRef, otherIds, busiest }: Remarks): string[] {
  const found: string[] = []
  if (withoutRef > 0)
    found.push(`Lines without extraInfo.ref: ${withoutRef}. Their callbacks cannot be matched to them.`)
  if (otherIds > 0)
    found.push(`Lines whose messageId does not begin with "wamid.": ${otherIds}. WhatsApp's ids do.`)
  if (busiest.lines > burstToOneUser)
    found.push(
      `Lines to one recipient (${busiest.to}): ${busiest.lines}. Meta takes ${burstToOneUser} at once and then one in 6 seconds to one user; others fail by callback.`,
    )
  return found
}
