// Generated from the OpenAPI document; do not edit.
/** The value of each field that takes one value only, by the type that has the field. */
export const constants = {
  MessagingObject: {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    type: 'reaction',
  },
} as const

/** The fields of `ExtraInfo` and their types; without a type where several are possible. */
export const extraInfoFields = {
  ref: { type: 'string' },
  ref1: { type: 'string' },
  ref2: { type: 'string' },
  wa_source: { type: 'string' },
} as const

/** The regular expression, to be read with the flag `u`, that `to` of `MessagingObject` matches. */
export const toPattern: string = String.raw`^\+?[1-9][0-9]{6,14}(,\+?[1-9][0-9]{6,14})*$`

/** The regular expression, to be read with the flag `u`, that `phone_number` of `sendReaction` matches. */
export const sendReactionPhoneNumberPattern: string = String.raw`^\+?[1-9][0-9]{6,14}$`

/** The field of `AcceptedReaction` that holds the id of what was accepted. */
export const acceptedReactionId = 'message_id'
