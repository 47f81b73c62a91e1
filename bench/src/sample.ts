/** The account every peer sends from. */
export const account = { sid: 'HXAP1600000097IN', apiKey: 'key', phoneNumber: '919000000001' }

/** The reaction every peer sends. */
export const reaction = { to: '+919000000002', messageId: 'wamid.HBgLMxxx', emoji: '😀' }

/** The body of our endpoint for {@link reaction}. */
export const requestBody = {
  messaging_object: {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: reaction.to,
    type: 'reaction',
    reaction: { message_id: reaction.messageId, emoji: reaction.emoji },
  },
}

/** The id in every answer. A peer whose result lacks it did not do the work. */
export const acceptedId = 'AXXXXXXXXXXXXXXXXXXX'
