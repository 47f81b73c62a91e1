// Generated from the OpenAPI document; do not edit. Inputs: b2dcfb9150a8921d
/**
 * What Kaleyra says of the accepted reaction.
 */
export interface AcceptedReaction {
  /**
   * Kaleyra's id of the accepted reaction. Which id of a later callback it equals is documented nowhere.
   */
  message_id: string
}

/**
 * The business number that the callback concerns.
 */
export interface BusinessNumber {
  /**
   * The number, digits only.
   */
  display_phone_number?: string | undefined
  /**
   * Meta's id of the number.
   */
  phone_number_id?: string | undefined
}

/**
 * What Kaleyra adds, with the values that the call gave. More keys may come.
 */
export interface CallbackExtraInfo {
  /**
   * The value that the call gave.
   */
  ref?: string | undefined
  /**
   * The value that the call gave.
   */
  ref1?: string | undefined
  /**
   * The value that the call gave.
   */
  ref2?: string | undefined
  /**
   * An id of the message. Which one it is, is documented nowhere.
   */
  message_id?: string | undefined
}

/**
 * A user.
 */
export interface Contact {
  profile?: Profile | undefined
  /**
   * Number of the user, digits only.
   */
  wa_id?: string | undefined
  /**
   * Meta's id of the user for your business. It identifies users without a number.
   */
  user_id?: string | undefined
}

/**
 * The body of every documented refusal.
 *
 * Status, `code` and the member inside `error` tell the case.
 */
export interface ErrorResponse {
  /**
   * Kaleyra's code of the case.
   */
  code: string
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * Nothing: an empty object, in RBC001 an empty list.
   *
   * It has no type here, so that a client can read both.
   */
  data?: unknown | undefined
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error?: Record<string, string> | undefined
}

/**
 * Additional details for certain functionalities of the platform.
 */
export interface ExtraInfo {
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in the report and in callbacks. At most 255 characters are kept: the table of Kaleyra's page calls
   * that a limit, a note says that a longer value is truncated. So longer values are accepted.
   */
  ref?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in the report and in callbacks. At most 255 characters are kept: the table of Kaleyra's page calls
   * that a limit, a note says that a longer value is truncated. So longer values are accepted.
   */
  ref1?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in the report and in callbacks. At most 255 characters are kept: the table of Kaleyra's page calls
   * that a limit, a note says that a longer value is truncated. So longer values are accepted.
   */
  ref2?: string | undefined
  /**
   * The source from which the API is called.
   *
   * Kaleyra replaces any value other than the known ones with "API": so the note on its page, while the list
   * itself has `api`.
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
 * A message of a user.
 */
export interface IncomingMessage {
  /**
   * WhatsApp id of the message. It contains the number of the user.
   */
  id: string
  /**
   * Number of the user, digits only.
   *
   * It may be missing or empty for users with a username.
   */
  from?: string | undefined
  /**
   * Meta's id of the user for your business.
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
 * The frame of Kaleyra around Meta's change object.
 */
export interface IncomingMessageCallback {
  meta_object: IncomingMessageChange
  extra_info?: CallbackExtraInfo | undefined
}

/**
 * Meta's change object.
 */
export interface IncomingMessageChange {
  /**
   * What changed.
   */
  field?: string | undefined
  value: IncomingMessageValue
}

/**
 * The messages of the change.
 */
export interface IncomingMessageValue {
  /**
   * Always `whatsapp`.
   */
  messaging_product?: string | undefined
  metadata?: BusinessNumber | undefined
  /**
   * The users that wrote.
   */
  contacts?: Contact[] | undefined
  /**
   * The messages, as a rule one.
   */
  messages: IncomingMessage[]
}

/**
 * A reaction of a user.
 */
export interface IncomingReaction {
  /**
   * Id of the message reacted to.
   */
  message_id: string
  /**
   * The emoji. It is missing or empty when the reaction was taken back.
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
   * Number of the recipient, digits only.
   *
   * It may be missing for users with a username.
   */
  recipient_id?: string | undefined
  /**
   * Meta's id of the recipient for your business.
   */
  recipient_user_id?: string | undefined
  /**
   * Why it failed.
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
   * Kaleyra's page writes the only allowed value as "WhatsApp" in its table, and as "whatsapp" in its samples, as
   * Meta does. Send it in lower case.
   */
  messaging_product: 'whatsapp'
  /**
   * Messages can currently be sent to individuals only.
   */
  recipient_type?: 'individual' | undefined
  /**
   * WhatsApp number of the recipient with its country code (E.164).
   *
   * Several recipients are separated by commas. A reaction belongs to one chat: what a list means for it, and
   * what Kaleyra responds, is documented nowhere. The table of Kaleyra's page shows the number
   * without `+`, its sample with it. That both are accepted, and that seven digits are the least, are choices of
   * this description.
   */
  to: string
  /**
   * Type of the message.
   *
   * Kaleyra's page says that it "defaults to text" when omitted, and also that `reaction` is the only allowed
   * value and mandatory. Always send it.
   */
  type: 'reaction'
  reaction: Reaction
}

/**
 * What users say of themselves.
 */
export interface Profile {
  /**
   * The name.
   */
  name?: string | undefined
  /**
   * The username.
   */
  username?: string | undefined
}

/**
 * The reaction.
 *
 * The table of Kaleyra's page gives its type as String. Its sample and Meta show an object, which is what is sent.
 */
export interface Reaction {
  /**
   * WhatsApp message id of the received message to react to.
   *
   * It comes from the callback of that message: `messages[].id` of `incoming-message`.
   *
   * If that message is more than 30 days old, does not belong to any message in the conversation, has been
   * deleted, or is itself a reaction, the reaction is not delivered and your webhook receives error code 131009.
   *
   * The table of Kaleyra's page calls the field `whatsapp_message_id`, its samples and Meta `message_id`. The
   * latter is sent.
   */
  message_id: string
  /**
   * The emoji, as the character or as its Unicode escape sequence.
   *
   * In JSON both are the same string: `\uD83D\uDE00` is 😀. An empty string removes the reaction: that is
   * Meta's definition of this object, to which Kaleyra's page refers. The page itself does not mention it.
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
   * WA202 by Kaleyra's page.
   *
   * Its page of error codes for sending lists WA200. Decide by the HTTP status.
   */
  code: string
  /**
   * Kaleyra's text.
   */
  message: string
  data: AcceptedReaction
  /**
   * An object without members.
   *
   * It has no type here: Kaleyra could also send an empty list, as it does for `data` in RBC001.
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
   * Other pages of Kaleyra write it in capitals or with a hyphen.
   */
  status: 'sent' | 'failed' | 'not sent' | (string & {})
  /**
   * An id of the message. Which one it is, is documented nowhere.
   */
  message_id?: string | undefined
  /**
   * The code of a reaction that was not sent.
   */
  code?: string | undefined
  /**
   * Kaleyra's text for it.
   */
  reason?: string | undefined
  meta_object?: StatusChange | undefined
  extra_info?: CallbackExtraInfo | undefined
}

/**
 * Meta's change object.
 */
export interface StatusChange {
  /**
   * What changed.
   */
  field?: string | undefined
  value: StatusValue
}

/**
 * An error in Meta's words. Decide by the code.
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
 * What Meta adds to an error.
 */
export interface StatusErrorData {
  /**
   * The reason in words.
   */
  details?: string | undefined
}

/**
 * The statuses of the change.
 */
export interface StatusValue {
  /**
   * Always `whatsapp`.
   */
  messaging_product?: string | undefined
  metadata?: BusinessNumber | undefined
  /**
   * The statuses, as a rule one.
   */
  statuses: MessageStatus[]
}
