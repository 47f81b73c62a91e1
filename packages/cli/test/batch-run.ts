import { readFileSync } from 'node:fs'
import { type Ended, type Received, run } from './run.ts'

/** A line of a batch. */
export const reaction = (messageId: string, rest: object = { emoji: '👍' }): string =>
  `${JSON.stringify({ to: '+919000000002', messageId, ...rest })}\n`
/** That many lines, for `wamid.N1` and so on. */
export const reactions = (count: number): string =>
  Array.from({ length: count }, (_, index) => reaction(`wamid.N${index + 1}`)).join('')

/** What `batch --json` prints. */
export interface Summary {
  lines: number
  accepted: number
  unknown: number[]
}

export async function batch(
  input: string,
  env: Record<string, string>,
  ...flags: string[]
): Promise<Ended & { summary: Summary }> {
  const ended = await run(['batch', input, '--json', ...flags], env)
  return { ...ended, summary: JSON.parse(ended.stdout || 'null') }
}

export function idsOf(received: readonly Received[]): string[] {
  return received.map(({ body }) => JSON.parse(body).messaging_object.reaction.message_id)
}

export function entriesOf(results: string): Record<string, unknown>[] {
  return readFileSync(results, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
