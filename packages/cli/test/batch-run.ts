import { readFileSync } from 'node:fs'
import type { Ended } from '@kaleyra-reactions/test-support/programs'
import type { Received } from '@kaleyra-reactions/test-support/servers'
import { run } from './run.ts'

/** A line of a batch. */
export const reaction = (messageId: string, rest: object = { emoji: '👍' }): string =>
  `${JSON.stringify({ to: '+919000000002', messageId, ...rest })}\n`

/** This many lines of a batch, with the message ids `wamid.N1`, `wamid.N2` and so on. */
export const reactions = (count: number): string =>
  Array.from({ length: count }, (_, index) => reaction(`wamid.N${index + 1}`)).join('')

/** What `batch --json` prints. */
export interface Summary {
  lines: number
  accepted: number
  unknown: number
  failed: number
  invalid: number
  duplicates: number
  unsent: number
  requests: number
  stopped?: { kind: string; text: string }
  problems: { line: number; reason: string }[]
}

/** Runs `batch --json`, as fast as it goes. */
export async function batch(
  input: string,
  env: Record<string, string>,
  ...flags: string[]
): Promise<Ended & { summary: Summary }> {
  const ended = await run(['batch', input, '--json', '--rate', '10000', ...flags], env)
  return { ...ended, summary: JSON.parse(ended.stdout || 'null') }
}

/** The message ids of requests. */
export function idsOf(received: readonly Received[]): string[] {
  return received.map(({ body }) => JSON.parse(body).messaging_object.reaction.message_id)
}

/** The entries of a results file. */
export function entriesOf(results: string): Record<string, unknown>[] {
  return readFileSync(results, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
