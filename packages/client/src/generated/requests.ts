// Generated from the OpenAPI document; do not edit. Inputs: 36a8e89a97655339
/** The value of each field of a request that takes one value only, by the type that has the field. */
export const constants = {
  MessagingObject: { messaging_product: 'whatsapp', recipient_type: 'individual', type: 'reaction' },
} as const

/** The regular expressions, to be read with the flag `u`, that texts of a request match, by type and field. */
export const patterns = {
  SendReactionParameters: { phone_number: '^\\+?[1-9][0-9]{6,14}$' },
  MessagingObject: { to: '^\\+?[1-9][0-9]{6,14}(,\\+?[1-9][0-9]{6,14})*$' },
} as const

/** The members that lead to the id in a success response of `sendReaction`. */
export const sendReactionIdPath = ['data', 'message_id'] as const

/** The type of each field of `Reaction`; of a list that of its values. */
export const reactionTypes = { message_id: 'string', emoji: 'string' } as const

/** The type of each field of `ExtraInfo`; of a list that of its values. */
export const extraInfoTypes = { ref: 'string', ref1: 'string', ref2: 'string', wa_source: 'string' } as const
