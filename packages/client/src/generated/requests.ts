// Generated from the OpenAPI document; do not edit. Inputs: 18ab9c440f1ab31a
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

/** What the fields of `Reaction` take. */
export const reactionFields = {
  message_id: { type: 'string', isRequired: true },
  emoji: { type: 'string', isRequired: true },
} as const

/** What the fields of `ExtraInfo` take. */
export const extraInfoFields = {
  ref: { type: 'string' },
  ref1: { type: 'string' },
  ref2: { type: 'string' },
  wa_source: { type: 'string' },
} as const
