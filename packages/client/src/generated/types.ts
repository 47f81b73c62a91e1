// Generated from the OpenAPI document; do not edit.
/**
 * The accepted reaction.
 */
export interface AcceptedReaction {
  /**
   * Kaleyra's id of the accepted reaction.
   *
   * Kaleyra does not document whether an id in a later callback equals it.
   */
  message_id: string
}

/**
 * The business number that the callback concerns.
 */
export interface BusinessNumber {
  /**
   * The business number, digits only.
   */
  display_phone_number?: string | undefined
  /**
   * Meta's id of the number.
   */
  phone_number_id?: string | undefined
}

/**
 * Kaleyra's additions, among them values from your calls. There may be more members.
 */
export interface CallbackExtraInfo {
  /**
   * The value from one of your calls.
   */
  ref?: string | undefined
  /**
   * The value from one of your calls.
   */
  ref1?: string | undefined
  /**
   * The value from one of your calls.
   */
  ref2?: string | undefined
  /**
   * An id of the message. Kaleyra does not document which one.
   */
  message_id?: string | undefined
}

/**
 * A user.
 */
export interface Contact {
  profile?: Profile | undefined
  /**
   * The user's number, digits only.
   */
  wa_id?: string | undefined
  /**
   * Meta's id of the user, valid for your business only. Users without a number have it, too.
   */
  user_id?: string | undefined
}

/**
 * The body of every documented error response.
 *
 * The status, `code` and the member inside `error` identify the case.
 */
export interface ErrorResponse {
  /**
   * Kaleyra's code for the case.
   */
  code: string
  /**
   * Kaleyra's text. Its wording may change.
   */
  message: string
  /**
   * An empty object; in RBC001, an empty array.
   *
   * We give it no type, so that a client can read both.
   */
  data?: unknown | undefined
  /**
   * One member, whose name tells cases with the same code apart.
   */
  error?: Record<string, string> | undefined
}

/**
 * Additional details for certain features of the platform.
 */
export interface ExtraInfo {
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in Kaleyra's report and in callbacks. Kaleyra keeps at most 255 characters. The table of its page
   * calls that a limit; its note says that a longer value is truncated, so we accept longer values.
   */
  ref?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in Kaleyra's report and in callbacks. Kaleyra keeps at most 255 characters. The table of its page
   * calls that a limit; its note says that a longer value is truncated, so we accept longer values.
   */
  ref1?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in Kaleyra's report and in callbacks. Kaleyra keeps at most 255 characters. The table of its page
   * calls that a limit; its note says that a longer value is truncated, so we accept longer values.
   */
  ref2?: string | undefined
  /**
   * The source from which the API is called.
   *
   * Kaleyra replaces any value other than the known ones with "API". A note on its page writes "API"; the list
   * there has `api`.
   */
  wa_source?:
    | 'api'
    | 'clevertap'
    | 'zoho'
    | 'webengage'
    | 'shopify'
    | 'leadsquared'
    | 'responsys'
    | 'braze'
    | 'hubspot'
    | 'salesforce'
    | 'zapier'
    | 'eloqua'
    | 'moengage'
    | (string & {})
    | undefined
}

/**
 * A message from a user.
 */
export interface IncomingMessage {
  /**
   * WhatsApp id of the message. It may contain the user's number.
   */
  id: string
  /**
   * The user's number, digits only.
   *
   * It may be missing or empty for users with a username.
   */
  from?: string | undefined
  /**
   * Meta's id of the user, valid for your business only.
   */
  from_user_id?: string | undefined
  /**
   * Unix time in seconds.
   */
  timestamp?: string | undefined
  /**
   * Kind of the message: `text`, `image`, `reaction` and more.
   */
  type: string
  text?: IncomingText | undefined
  reaction?: IncomingReaction | undefined
}

/**
 * The change object of Meta's webhooks, with additions by Kaleyra.
 */
export interface IncomingMessageCallback {
  meta_object: IncomingMessageChange
  extra_info?: CallbackExtraInfo | undefined
}

/**
 * The change object of Meta's webhooks.
 */
export interface IncomingMessageChange {
  /**
   * What changed.
   */
  field?: string | undefined
  value: IncomingMessageValue
}

/**
 * The messages, and who sent them.
 */
export interface IncomingMessageValue {
  /**
   * Always `whatsapp`.
   */
  messaging_product?: string | undefined
  metadata?: BusinessNumber | undefined
  /**
   * The users who wrote.
   */
  contacts?: Contact[] | undefined
  /**
   * The messages, usually one.
   */
  messages: IncomingMessage[]
}

/**
 * A reaction from a user.
 */
export interface IncomingReaction {
  /**
   * Id of the message that the user reacted to.
   */
  message_id: string
  /**
   * The emoji. It is missing or empty when the user removes the reaction.
   */
  emoji?: string | undefined
}

/**
 * The text of a message of type `text`.
 */
export interface IncomingText {
  /**
   * The text.
   */
  body?: string | undefined
}

/**
 * Meta's status of a message.
 */
export interface MessageStatus {
  /**
   * An id of the message.
   */
  id?: string | undefined
  /**
   * The outcome.
   */
  status: string
  /**
   * Unix time in seconds.
   */
  timestamp?: string | undefined
  /**
   * The recipient's number, digits only.
   *
   * It may be missing for users with a username.
   */
  recipient_id?: string | undefined
  /**
   * Meta's id of the recipient, valid for your business only.
   */
  recipient_user_id?: string | undefined
  /**
   * Why the message failed.
   */
  errors?: StatusError[] | undefined
}

/**
 * The message object as defined by Meta, used to send the WhatsApp message.
 */
export interface MessagingObject {
  /**
   * Messaging service used for the request.
   *
   * Send it in lower case. The table of Kaleyra's page writes the only allowed value as "WhatsApp"; its samples
   * and Meta write "whatsapp".
   */
  messaging_product: 'whatsapp'
  /**
   * You can currently send messages to individuals only.
   */
  recipient_type?: 'individual' | undefined
  /**
   * WhatsApp number of the recipient, with country code (E.164).
   *
   * Separate several recipients with commas. But a reaction belongs to one chat: Kaleyra documents neither what
   * a list means here nor the response. The table of Kaleyra's page shows the number without `+`, its sample
   * with it. We chose to accept both forms, and to require at least seven digits.
   */
  to: string
  /**
   * Type of the message.
   *
   * Always send it. Kaleyra's page says that it "defaults to text" when omitted, but also that it is mandatory
   * and must be `reaction`.
   */
  type: 'reaction'
  reaction: Reaction
}

/**
 * The user's profile.
 */
export interface Profile {
  /**
   * The user's name.
   */
  name?: string | undefined
  /**
   * The user's username.
   */
  username?: string | undefined
}

/**
 * The reaction.
 *
 * The table of Kaleyra's page gives its type as String. Its sample and Meta show an object. Send an object.
 */
export interface Reaction {
  /**
   * WhatsApp message id of the received message to react to.
   *
   * It comes from the callback of that message: `messages[].id` of `incoming-message`.
   *
   * The reaction is not delivered if the message is more than 30 days old, has been deleted, or is itself a
   * reaction. Nor is it delivered if the id does not belong to any message in the conversation. In all these
   * cases, your webhook receives error code 131009.
   *
   * The table of Kaleyra's page calls the field `whatsapp_message_id`. Its samples and Meta call it
   * `message_id`. Send `message_id`.
   */
  message_id: string
  /**
   * The emoji, as the character or as its Unicode escape sequence.
   *
   * In JSON, both are the same string: `\uD83D\uDE00` is 😀. An empty string removes the reaction. Kaleyra's
   * page does not mention this, but it refers to Meta's definition of the object, which does.
   */
  emoji: string
}

/**
 * The body of a call.
 */
export interface SendReactionRequest {
  messaging_object: MessagingObject
  extra_info?: ExtraInfo | undefined
}

/**
 * The reaction was accepted for sending.
 */
export interface SendReactionResponse {
  /**
   * WA202, according to Kaleyra's page.
   *
   * Kaleyra's list of error codes for sending has WA200. Decide by the HTTP status.
   */
  code: string
  /**
   * Kaleyra's text.
   */
  message: string
  data: AcceptedReaction
  /**
   * An empty object.
   *
   * We give it no type, since Kaleyra could also send an empty array, as it does for `data` in RBC001.
   */
  error?: unknown | undefined
}

/**
 * The outcome of a reaction. `not sent` comes without `meta_object`.
 */
export interface StatusCallback {
  /**
   * The outcome.
   *
   * Other pages of Kaleyra write the values in capitals or with hyphens.
   */
  status: 'sent' | 'failed' | 'not sent' | (string & {})
  /**
   * An id of the message. Kaleyra does not document which one.
   */
  message_id?: string | undefined
  /**
   * The error code if the reaction was not sent.
   */
  code?: string | undefined
  /**
   * Kaleyra's reason why it was not sent.
   */
  reason?: string | undefined
  meta_object?: StatusChange | undefined
  extra_info?: CallbackExtraInfo | undefined
}

/**
 * The change object of Meta's webhooks.
 */
export interface StatusChange {
  /**
   * What changed.
   */
  field?: string | undefined
  value: StatusValue
}

/**
 * Meta's error. Decide by its code and details, not by its title.
 */
export interface StatusError {
  /**
   * Meta's error code.
   */
  code: number
  /**
   * Meta's title.
   */
  title?: string | undefined
  /**
   * Meta's text.
   */
  message?: string | undefined
  error_data?: StatusErrorData | undefined
}

/**
 * Details of Meta's error.
 */
export interface StatusErrorData {
  /**
   * The reason, in words.
   */
  details?: string | undefined
}

/**
 * The statuses of messages.
 */
export interface StatusValue {
  /**
   * Always `whatsapp`.
   */
  messaging_product?: string | undefined
  metadata?: BusinessNumber | undefined
  /**
   * The statuses, usually one.
   */
  statuses: MessageStatus[]
}
