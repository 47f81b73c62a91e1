import type { Ended } from '@kaleyra-reactions/test-support/programs'
import type { Received } from '@kaleyra-reactions/test-support/servers'
import type { Summary } from '../../src/batch/report.ts'
import { run } from '../run.ts'

/** A line of a batch. */
export const reaction = (messageId: string, rest: object = { emoji: '👍' }): string =>
  `${JSON.stringify({ to: '+919000000002', messageId, ...rest })}\n`

/** This many lines of a batch, with the message ids `wamid.N1`, `wamid.N2` and so on. */
export const reactions = (count: number): string =>
  Array.from({ length: count }, (_, index) => reaction(`wamid.N${index + 1}`)).join('')

/** What `batch --json` prints. */
export interface Printed extends Summary {
  requests: number
  stopped?: { kind: string; text: string }
  problems: { line: number; reason: string }[]
}

/** The flags that leave the speed to the server. */
export const fast: string[] = ['--rate', '10000']

/** Runs `batch --json`, as fast as it goes. */
export async function batch(
  input: string,
  env: Record<string, string>,
  ...flags: string[]
): Promise<Ended & { summary: Printed }> {
  const ended = await run(['batch', input, '--json', ...fast, ...flags], env)
  return { ...ended, summary: JSON.parse(ended.stdout || 'null') }
}

/** The message ids of requests. */
export function idsOf(received: readonly Received[]): string[] {
  return received.map(({ body }) => JSON.parse(body).messaging_object.reaction.message_id)
}
