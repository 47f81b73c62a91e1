import {
  type CallOptions,
  type Client,
  type ReactionOptions,
  type RequestPreview,
  type SentReaction,
  validateReaction,
  validateRemoval,
} from '@kaleyra-reactions/client'

/** A reaction to send or, without an emoji, to remove. */
export type Job = Omit<ReactionOptions, 'emoji'> & { emoji: string | undefined }

/** Sends a reaction, or its removal. */
export function send(
  client: Pick<Client, 'sendReaction' | 'removeReaction'>,
  { emoji, ...job }: Job,
  options: CallOptions,
): Promise<SentReaction> {
  return emoji === undefined
    ? client.removeReaction(job, options)
    : client.sendReaction({ ...job, emoji }, options)
}

/**
 * The request that {@link send} would make, without the key. Nothing is sent.
 *
 * @throws {InvalidInputError} as {@link send} does.
 */
export function preview(client: Client, { emoji, ...job }: Job): Promise<RequestPreview> {
  return emoji === undefined ? client.previewRemoval(job) : client.previewReaction({ ...job, emoji })
}

/**
 * Checks a reaction as {@link send} does.
 *
 * @throws {InvalidInputError} as {@link send} does.
 */
export function validate({ emoji, ...job }: Job): void {
  if (emoji === undefined) validateRemoval(job)
  else validateReaction({ ...job, emoji })
}
