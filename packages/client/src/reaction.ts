import { constants, extraInfoFields } from './generated/requests.ts'
import type { ExtraInfo, MessagingObject, Reaction, SendReactionRequest } from './generated/types.ts'
import { emojiOf, fieldsOf, recipientsOf, tokenOf } from './validation.ts'

/** The message whose reaction to take back, and the user who wrote it. */
export interface RemovalOptions {
  /** A recipient in E.164 (`+` optional), or several, in an array or separated by commas. */
  to: string | readonly string[]
  /** WhatsApp id (`wamid.…`) of the received message. */
  messageId: string
  /** Passed to Kaleyra unchanged; `ref`, `ref1` and `ref2` come back in callbacks. */
  extraInfo?: ExtraInfo | undefined
}

/** A reaction to send. */
export interface ReactionOptions extends RemovalOptions {
  /** One emoji. */
  emoji: string
}

/**
 * Checks input as `sendReaction` does, but synchronously and without a client: for a form or a file's lines.
 *
 * @throws {InvalidInputError} naming the field.
 */
export function validateReaction(reaction: ReactionOptions): void {
  reactionBody(reaction)
}

/**
 * Checks input as `removeReaction` does, but synchronously and without a client.
 *
 * @throws {InvalidInputError} naming the field.
 */
export function validateRemoval(removal: RemovalOptions): void {
  removalBody(removal)
}

/** The body of a reaction. */
export function reactionBody(reaction: ReactionOptions): SendReactionRequest {
  return bodyOf(reaction, emojiOf(reaction.emoji))
}

/** The body of a removal: an empty emoji. */
export function removalBody(removal: RemovalOptions): SendReactionRequest {
  return bodyOf(removal, '')
}

function bodyOf({ to, messageId, extraInfo }: RemovalOptions, emoji: string): SendReactionRequest {
  const reaction: Complete<Reaction> = { message_id: tokenOf('messageId', messageId), emoji }
  const message: Complete<MessagingObject> = {
    ...constants.MessagingObject,
    to: recipientsOf(to),
    reaction,
  }
  const body: Complete<SendReactionRequest> = {
    messaging_object: message,
    extra_info: extraInfo === undefined ? extraInfo : fieldsOf('extraInfo', extraInfo, extraInfoFields),
  }
  return body
}

/**
 * The parts of a reaction that no message of ours shows, even if a server repeats them: the recipients' numbers, and the
 * message id. Its part after `wamid.` contains a number too. Shorter ids, as in tests, could be part of any word.
 */
export function secretsOf({ messaging_object: { to, reaction } }: SendReactionRequest): string[] {
  const { message_id: id } = reaction
  const part = id.replace('wamid.', '')
  const numbers = to.replaceAll('+', '').split(',')
  return [...numbers, ...(id.length < 8 ? [] : [id]), ...(part.length < 16 ? [] : [part])]
}

/**
 * All fields, including the optional ones. If the OpenAPI document gains a field, or a second value for one, the code
 * does not compile until somebody decides which option carries it.
 */
export type Complete<Fields> = { [Name in keyof Required<Fields>]: Fields[Name] }
