// Generated from the OpenAPI document; do not edit. Inputs: 36a8e89a97655339
/**
 * The body of a call.
 */
export interface SendReactionRequest {
  /**
   * The message object as defined by Meta, used to send the WhatsApp message.
   */
  messaging_object: MessagingObject
  /**
   * Additional details for certain functionalities of the platform.
   */
  extra_info?: ExtraInfo | undefined
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
   * Several recipients are separated by commas. How such a call is responded to, and what it means for a
   * reaction, which belongs to one chat, is documented nowhere. The table of Kaleyra's page shows the number
   * without `+`, its sample with it. That both are accepted, and that seven digits are the least, are choices of
   * this description.
   *
   * Pattern: `^\+?[1-9][0-9]{6,14}(,\+?[1-9][0-9]{6,14})*$`.
   */
  to: string
  /**
   * Type of the message.
   *
   * Kaleyra's page says that it "defaults to text" when omitted, and also that `reaction` is the only allowed
   * value and mandatory. Always send it.
   */
  type: 'reaction'
  /**
   * The reaction.
   *
   * The table of Kaleyra's page gives its type as String. Its sample and Meta show an object, which is what is sent.
   */
  reaction: Reaction
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
   *
   * Source of the character or its escape sequence: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
   *
   * Source of an empty string removes the reaction: Meta's page on sending reactions, https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/reaction-messages.
   */
  emoji: string
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
   *
   * At most 255 characters are kept.
   */
  ref?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in the report and in callbacks. At most 255 characters are kept: the table of Kaleyra's page calls
   * that a limit, a note says that a longer value is truncated. So longer values are accepted.
   *
   * At most 255 characters are kept.
   */
  ref1?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id.
   *
   * Available in the report and in callbacks. At most 255 characters are kept: the table of Kaleyra's page calls
   * that a limit, a note says that a longer value is truncated. So longer values are accepted.
   *
   * At most 255 characters are kept.
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
 * The reaction was accepted for sending.
 */
export interface SendReactionResponse {
  /**
   * WA202 by Kaleyra's page.
   *
   * Its page of error codes for sending lists WA200. Decide by the HTTP status.
   *
   * Source of WA202: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
   *
   * Source of WA200: Kaleyra's error codes for sending, read in part, https://developers.kaleyra.io/docs/whatsapp-api-v2-error-codes-for-send-message.
   */
  code: string
  /**
   * Kaleyra's text.
   */
  message: string
  /**
   * What Kaleyra says of the accepted reaction.
   */
  data: AcceptedReaction
  /**
   * An object without members.
   *
   * It has no type here, so that a client can also read an empty list, as `data` is one in RBC001.
   */
  error?: unknown | undefined
}

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
 * The frame of Kaleyra around Meta's change object.
 */
export interface IncomingMessageCallback {
  /**
   * Meta's change object.
   */
  meta_object: IncomingMessageChange
  /**
   * What Kaleyra adds, with the values that the call gave. More keys may come.
   */
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
  /**
   * The messages of the change.
   */
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
  /**
   * The business number that the callback concerns.
   */
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
 * A user.
 */
export interface Contact {
  /**
   * What users say of themselves.
   */
  profile?: Profile | undefined
  /**
   * Number of the user, digits only.
   */
  wa_id?: string | undefined
  /**
   * Meta's id of the user for your business. It identifies users without a number.
   *
   * Source: Meta's page on users without a number, https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids.
   */
  user_id?: string | undefined
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
   *
   * Source: Meta's page on users without a number, https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids.
   */
  username?: string | undefined
}

/**
 * A message of a user.
 */
export interface IncomingMessage {
  /**
   * WhatsApp id of the message. It contains the number of the user.
   *
   * Source: Assumed by this project, documented nowhere.
   */
  id: string
  /**
   * Number of the user, digits only.
   *
   * It may be missing or empty for users with a username.
   *
   * Source of the number: Kaleyra's page on the callback of an incoming reaction, read in part, https://developers.kaleyra.io/docs/whatsapp-incoming-message-webhook-payload-reaction-message-reacted-to-some-message.
   *
   * Source of missing or empty: Meta's page on users without a number, https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids.
   */
  from?: string | undefined
  /**
   * Meta's id of the user for your business.
   *
   * Source: Meta's page on users without a number, https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids.
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
  /**
   * The text of a message of type `text`.
   */
  text?: IncomingText | undefined
  /**
   * A reaction of a user.
   */
  reaction?: IncomingReaction | undefined
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
 * A reaction of a user.
 */
export interface IncomingReaction {
  /**
   * Id of the message reacted to.
   */
  message_id: string
  /**
   * The emoji. It is missing or empty when the reaction was taken back.
   *
   * Source of missing: Meta's page on the webhook of a reaction, https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/reaction.
   *
   * Source of empty: Assumed by this project, documented nowhere.
   */
  emoji?: string | undefined
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
   * An id of the message. Of which stage is documented nowhere.
   */
  message_id?: string | undefined
}

/**
 * The outcome of a reaction. `not sent` comes without `meta_object`.
 */
export interface StatusCallback {
  /**
   * The outcome.
   *
   * Other pages of Kaleyra write it in capitals or with a hyphen.
   *
   * Source: Kaleyra's page on the statuses of a message, read in part, https://developers.kaleyra.io/docs/whatsapp-status.
   */
  status: 'sent' | 'failed' | 'not sent' | (string & {})
  /**
   * An id of the message. Of which stage is documented nowhere.
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
  /**
   * Meta's change object.
   */
  meta_object?: StatusChange | undefined
  /**
   * What Kaleyra adds, with the values that the call gave. More keys may come.
   */
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
  /**
   * The statuses of the change.
   */
  value: StatusValue
}

/**
 * The statuses of the change.
 */
export interface StatusValue {
  /**
   * Always `whatsapp`.
   */
  messaging_product?: string | undefined
  /**
   * The business number that the callback concerns.
   */
  metadata?: BusinessNumber | undefined
  /**
   * The statuses, as a rule one.
   */
  statuses: MessageStatus[]
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
   *
   * Source of missing: Meta's page on users without a number, https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids.
   */
  recipient_id?: string | undefined
  /**
   * Meta's id of the recipient for your business.
   *
   * Source: Meta's page on users without a number, https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids.
   */
  recipient_user_id?: string | undefined
  /**
   * Why it failed.
   *
   * Source: Assumed by this project, documented nowhere.
   */
  errors?: StatusError[] | undefined
}

/**
 * An error in Meta's words. Decide by the code.
 */
export interface StatusError {
  /**
   * Meta's error code.
   *
   * At least 0.
   *
   * At most 999999.
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
  /**
   * What Meta adds to an error.
   */
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
 * The payload does not have the documented format. The response names no field.
 *
 * Source of meaning: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of who acts, what to do, retry: Kaleyra's error codes for sending, read in part, https://developers.kaleyra.io/docs/whatsapp-api-v2-error-codes-for-send-message.
 */
export interface WA400 {
  /**
   * Kaleyra's code of the case.
   */
  code: 'WA400'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: Record<string, never>
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: WA400Detail
}

/**
 * The member of `error` that marks WA400.
 */
export interface WA400Detail {
  /**
   * Kaleyra's text.
   */
  payload: string
}

/**
 * The balance of the account is too low.
 *
 * Source of meaning: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of who acts, what to do, retry: Kaleyra's error codes for sending, read in part, https://developers.kaleyra.io/docs/whatsapp-api-v2-error-codes-for-send-message.
 */
export interface E110 {
  /**
   * Kaleyra's code of the case.
   */
  code: 'E110'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: Record<string, never>
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: E110Detail
}

/**
 * The member of `error` that marks E110.
 */
export interface E110Detail {
  /**
   * Kaleyra's text.
   */
  balance: string
}

/**
 * The SID or the API key is wrong.
 *
 * Unlike in the other responses, `data` is an empty array.
 *
 * Source of meaning, note: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of who acts, retry: Kaleyra's error codes for sending, read in part, https://developers.kaleyra.io/docs/whatsapp-api-v2-error-codes-for-send-message.
 *
 * Source of what to do: Kaleyra's page on viewing the API key and the SID, read in part, https://developers.kaleyra.io/docs/view-api-key-and-sid.
 */
export interface RBC001 {
  /**
   * Kaleyra's code of the case.
   */
  code: 'RBC001'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * A list without items.
   */
  data: readonly []
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: RBC001Detail
}

/**
 * The member of `error` that marks RBC001.
 */
export interface RBC001Detail {
  /**
   * Kaleyra's text.
   */
  error: string
}

/**
 * The number in the path is unknown or belongs to another account.
 *
 * Not to be confused with WA-401; the hyphen belongs to the code.
 *
 * Source of meaning, note: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of who acts, what to do, retry: Kaleyra's error codes for sending, read in part, https://developers.kaleyra.io/docs/whatsapp-api-v2-error-codes-for-send-message.
 */
export interface WA401 {
  /**
   * Kaleyra's code of the case.
   */
  code: 'WA401'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: Record<string, never>
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: WA401Detail
}

/**
 * The member of `error` that marks WA401.
 */
export interface WA401Detail {
  /**
   * Kaleyra's text.
   */
  phone_number: string
}

/**
 * The API is not available for this customer.
 *
 * `error.account` tells it apart from the other WA-401.
 *
 * Source of meaning, note, what to do: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of who acts, retry: Assumed by this project, documented nowhere.
 */
export interface WA401Account {
  /**
   * Kaleyra's code of the case.
   */
  code: 'WA-401'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: Record<string, never>
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: WA401AccountDetail
}

/**
 * The member of `error` that marks WA-401-account.
 */
export interface WA401AccountDetail {
  /**
   * Kaleyra's text.
   */
  account: string
}

/**
 * The business number belongs to another version of Kaleyra's WhatsApp API.
 *
 * `error.phone_number` tells it apart from the other WA-401.
 *
 * Source of meaning, note: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of what to do: Kaleyra's page on the details of a number, read in part, https://developers.kaleyra.io/docs/wa-v2-get-phone-number-details.
 *
 * Source of who acts, retry: Assumed by this project, documented nowhere.
 */
export interface WA401Version {
  /**
   * Kaleyra's code of the case.
   */
  code: 'WA-401'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: Record<string, never>
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: WA401VersionDetail
}

/**
 * The member of `error` that marks WA-401-version.
 */
export interface WA401VersionDetail {
  /**
   * Kaleyra's text.
   */
  phone_number: string
}

/**
 * Kaleyra's server failed.
 *
 * Nothing says whether the reaction was accepted, so it may have been.
 *
 * Source of meaning: Kaleyra's page for this endpoint, https://developers.kaleyra.io/docs/whatsapp-api-v2-send-reaction-messages.
 *
 * Source of note: Assumed by this project, documented nowhere.
 *
 * Source of who acts, what to do, retry: Kaleyra's error codes for sending, read in part, https://developers.kaleyra.io/docs/whatsapp-api-v2-error-codes-for-send-message.
 */
export interface WA500 {
  /**
   * Kaleyra's code of the case.
   */
  code: 'WA500'
  /**
   * Kaleyra's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: Record<string, never>
  /**
   * One text, under a name that tells cases of the same code apart.
   */
  error: WA500Detail
}

/**
 * The member of `error` that marks WA500.
 */
export interface WA500Detail {
  /**
   * Kaleyra's text.
   */
  error: string
}
