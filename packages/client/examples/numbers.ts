import {
  type ClientOptions,
  createClient,
  type ReactionOptions,
  type SentReaction,
} from '@kaleyra-reactions/client'

/** A client sends from one business number; this sends from several, by a client for each. */
export function createSenders(phoneNumbers: readonly string[], options: ClientOptions): Sender {
  const clients = new Map(
    phoneNumbers.map((phoneNumber) => [phoneNumber, createClient({ ...options, phoneNumber })]),
  )
  return async (phoneNumber, reaction) => {
    const client = clients.get(phoneNumber)
    if (client === undefined) throw new Error('This business number is not one of ours')
    return client.sendReaction(reaction)
  }
}

/** Sends a reaction from a business number. */
export type Sender = (phoneNumber: string, reaction: ReactionOptions) => Promise<SentReaction>
