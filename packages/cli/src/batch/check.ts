import { exitStatuses } from '../terminal/errors.ts'
import { complain, counted, print, printObject } from '../terminal/output.ts'
import type { Plan } from './plan.ts'
import { identityOf } from './reaction-line.ts'
import { problemTexts } from './report.ts'

/**
 * Meta takes so many messages to one user at once, and one in six seconds in the long run; above that they fail by callback
 * (131056): https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
 */
const burstToOneUser = 45

/** What is worth knowing of a plan before it is sent, beside wrong lines. */
export interface Remarks {
  withoutRef: number
  /** Message ids that do not begin as those of WhatsApp do. */
  otherIds: number
  /** The recipient with the most lines. */
  busiest: { to: string; lines: number }
}

/** Looks through a plan. */
export function remarksOn({ requests }: Plan): Remarks {
  const recipients = new Map<string, number>()
  for (const request of requests) {
    const { to } = identityOf(request)
    recipients.set(to, (recipients.get(to) ?? 0) + 1)
  }
  const [to, lines] = [...recipients].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])
  return {
    withoutRef: requests.filter(({ job }) => !job.extraInfo?.ref).length,
    otherIds: requests.filter(({ job }) => !job.messageId.startsWith('wamid.')).length,
    busiest: { to, lines },
  }
}

/** Prints what a plan holds. */
export function tellCheck(plan: Plan, isJson: boolean): void {
  const { lines, requests, problems, duplicates } = plan
  const [good, invalid] = [requests.length, problems.length]
  const remarks = remarksOn(plan)
  if (isJson) printObject({ lines, good, invalid, duplicates, ...remarks, problems })
  else {
    for (const text of problemTexts(problems)) complain(text)
    print(`${counted(lines, 'line')}: ${good} good, ${invalid} invalid, ${counted(duplicates, 'duplicate')}`)
    print('Nothing was sent.')
    for (const sentence of sentencesOf(remarks)) print(sentence)
  }
  process.exitCode = exitStatuses[invalid === 0 ? 'done' : 'usage'].status
}

function sentencesOf({ withoutRef, otherIds, busiest }: Remarks): string[] {
  const found: string[] = []
  if (withoutRef > 0)
    found.push(`Lines without extraInfo.ref: ${withoutRef}. You cannot match callbacks to these lines.`)
  if (otherIds > 0)
    found.push(
      `Lines whose messageId does not begin with "wamid.": ${otherIds}. Check them: WhatsApp's ids do.`,
    )
  if (busiest.lines > burstToOneUser)
    found.push(
      `Most lines to one recipient: ${busiest.lines} (--json names the number). Meta allows ${burstToOneUser} at once to one user, then one every 6 seconds. Above that, reactions fail later, by callback.`,
    )
  return found
}
