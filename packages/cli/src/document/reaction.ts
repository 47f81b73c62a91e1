import {
  type Client,
  InvalidInputError,
  type ReactionOptions,
  type RequestPreview,
  type SentReaction,
  validateReaction,
  validateRemoval,
} from '@kaleyra-reactions/client'
import { emojiRemedy } from './emoji.ts'

/** A reaction to send or, without an emoji, to remove. */
export type Job = Omit<ReactionOptions, 'emoji'> & { emoji: string | undefined }

/** How a call is made. */
export interface SendOptions {
  signal: AbortSignal
  /** Further attempts of the client after the first. Default: its own. */
  maxRetries?: number
}

/** Sends a reaction, or its removal. */
export function send(
  client: Pick<Client, 'sendReaction' | 'removeReaction'>,
  { emoji, ...job }: Job,
  options: SendOptions,
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

/**
 * The error; where it refuses an emoji, with the reason.
 *
 * @param given - the emoji as it was given, before its escapes were read.
 */
export function withEmojiRemedy(error: unknown, given: string): unknown {
  if (!(error instanceof InvalidInputError) || error.field !== 'emoji') return error
  return new InvalidInputError('emoji', `must be one emoji: ${emojiRemedy(given)}`)
}
