// Generated from the OpenAPI document; do not edit. Inputs: 95f11072c3120228
/**
 * What the vendor says of the accepted reaction.
 */
export interface AcceptedData {
  /**
   * Kaleyra's id of the accepted reaction. Which id of a later callback it equals is documented nowhere.
   */
  message_id: string
}

/**
 * One of the documented answers with status 400.
 */
export type BadRequest = WA400 | E110

/**
 * What the vendor adds, with the values that the call gave. More keys may come.
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
   * An id of the message; of which stage is documented nowhere.
   */
  message_id?: string | undefined
}

/**
 * The balance of the account is too low.
 *
 * Source: vendor.
 */
export interface E110 {
  /**
   * The code of this case.
   */
  code: 'E110'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: object
  error: E110Detail
}

/**
 * The member of `error` that marks E110.
 */
export interface E110Detail {
  /**
   * The vendor's text.
   */
  balance: string
}

/**
 * Additional details for certain functionalities of the platform.
 */
export interface ExtraInfo {
  /**
   * Contextual information to associate with the request, for example a name or a customer id. Available in
   * the report and in callbacks. At most 255 characters are kept: the table calls that a limit, a note says that
   * a longer value is truncated, so longer values are accepted.
   *
   * Kaleyra keeps 255 characters.
   */
  ref?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id. Available in
   * the report and in callbacks. At most 255 characters are kept: the table calls that a limit, a note says that
   * a longer value is truncated, so longer values are accepted.
   *
   * Kaleyra keeps 255 characters.
   */
  ref1?: string | undefined
  /**
   * Contextual information to associate with the request, for example a name or a customer id. Available in
   * the report and in callbacks. At most 255 characters are kept: the table calls that a limit, a note says that
   * a longer value is truncated, so longer values are accepted.
   *
   * Kaleyra keeps 255 characters.
   */
  ref2?: string | undefined
  /**
   * The source from which the API is called. Any value other than the known ones is replaced by the vendor with "API" (so the note; the list itself has `api`).
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
   * Number of the user, digits only. May be missing for users with a username.
   */
  from?: string | undefined
  /**
   * Unix time in seconds.
   */
  timestamp?: string | undefined
  /**
   * Kind of the message: `text`, `image`, `reaction` and more.
   */
  type: string
  reaction?: IncomingReaction | undefined
}

/**
 * The frame of the vendor around Meta's change object.
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
   * The messages, as a rule one.
   */
  messages: Array<IncomingMessage>
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
   * The emoji; missing or empty when the reaction was taken back.
   *
   * Source: meta.
   */
  emoji?: string | undefined
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
   */
  recipient_id?: string | undefined
  /**
   * Why it failed.
   *
   * Source: assumption.
   */
  errors?: Array<StatusError> | undefined
}

/**
 * The message object as defined by Meta, used to send the WhatsApp message.
 */
export interface MessagingObject {
  /**
   * Messaging service used for the request. The page's table writes the only allowed value as "WhatsApp", its samples and Meta as "whatsapp": send it in lower case.
   */
  messaging_product: 'whatsapp'
  /**
   * Messages can currently be sent to individuals only.
   */
  recipient_type?: 'individual' | undefined
  /**
   * WhatsApp number of the recipient with its country code (E.164). Several recipients are separated by commas.
   *
   * The page's table shows the number without `+`, its sample with it: both are accepted. The answer to a list
   * is documented as one id; what a list means for a reaction, which belongs to one chat, is documented nowhere.
   */
  to: string
  /**
   * Type of the message. The page says that it "defaults to text" when omitted, and also that `reaction` is the only allowed value and mandatory: always send it.
   */
  type: 'reaction'
  reaction: Reaction
}

/**
 * The SID and the API key do not belong together, or one of them is wrong. Unlike in the other answers, `data` is an empty array.
 *
 * Source: vendor.
 */
export interface RBC001 {
  /**
   * The code of this case.
   */
  code: 'RBC001'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An array without items.
   */
  data: Array<object>
  error: RBC001Detail
}

/**
 * The member of `error` that marks RBC001.
 */
export interface RBC001Detail {
  /**
   * The vendor's text.
   */
  error: string
}

/**
 * The reaction. The page's table gives its type as String; its sample and Meta show an object, which is what is sent.
 */
export interface Reaction {
  /**
   * WhatsApp message id of the received message to react to. If that message is more than 30 days old, does not
   * belong to any message in the conversation, has been deleted, or is itself a reaction, the reaction is not
   * delivered and your webhook receives error code 131009.
   *
   * The page's table calls the field `whatsapp_message_id`, its samples and Meta `message_id`: the latter is sent.
   */
  message_id: string
  /**
   * The emoji, as the character or as its Unicode escape sequence, which are the same string in JSON:
   * `\uD83D\uDE00` is 😀.
   *
   * An empty string removes the reaction by Meta's definition of this object, to which the page refers. The
   * page itself does not say so.
   *
   * Source: page.
   */
  emoji: string
}

/**
 * The body of a call. Unknown keys are refused, which is our choice; they are most often typing errors.
 */
export interface SendReactionRequest {
  messaging_object: MessagingObject
  extra_info?: ExtraInfo | undefined
}

/**
 * The outcome of a reaction. `not sent` comes without `meta_object`.
 */
export interface StatusCallback {
  /**
   * The outcome; other pages of the vendor write it in capitals or with a hyphen.
   */
  status: 'sent' | 'failed' | 'not sent' | (string & {})
  /**
   * An id of the message; of which stage is documented nowhere.
   */
  message_id?: string | undefined
  /**
   * The code of a reaction that was not sent.
   */
  code?: string | undefined
  /**
   * The vendor's text for it.
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
}

/**
 * The statuses of the change.
 */
export interface StatusValue {
  /**
   * The statuses, as a rule one.
   */
  statuses: Array<MessageStatus>
}

/**
 * One of the documented answers with status 401.
 */
export type Unauthorized = RBC001 | WA401 | WA401Account | WA401Version

/**
 * The reaction was accepted for sending.
 */
export interface WA202 {
  /**
   * WA202 on this endpoint. Other endpoints of the vendor use other codes for success.
   */
  code: string
  /**
   * The vendor's text.
   */
  message: string
  data: AcceptedData
  /**
   * An object without members.
   */
  error: object
}

/**
 * The payload does not have the documented format. The answer names no field.
 *
 * Source: vendor.
 */
export interface WA400 {
  /**
   * The code of this case.
   */
  code: 'WA400'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: object
  error: WA400Detail
}

/**
 * The member of `error` that marks WA400.
 */
export interface WA400Detail {
  /**
   * The vendor's text.
   */
  payload: string
}

/**
 * The number in the path is unknown or belongs to another account.
 *
 * Source: vendor.
 */
export interface WA401 {
  /**
   * The code of this case; not to be confused with WA-401.
   */
  code: 'WA401'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: object
  error: WA401Detail
}

/**
 * The API is not enabled for this customer. Told apart from the other WA-401 by the key inside `error`.
 *
 * Source: page.
 */
export interface WA401Account {
  /**
   * The code of this case; the hyphen belongs to it.
   */
  code: 'WA-401'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: object
  error: WA401AccountDetail
}

/**
 * The member of `error` that marks this case.
 */
export interface WA401AccountDetail {
  /**
   * The vendor's text.
   */
  account: string
}

/**
 * The member of `error` that marks WA401.
 */
export interface WA401Detail {
  /**
   * The vendor's text.
   */
  phone_number: string
}

/**
 * The business number lives on another version of the vendor's API. Told apart from the other WA-401 by the key inside `error`.
 *
 * Source: page.
 */
export interface WA401Version {
  /**
   * The code of this case; the hyphen belongs to it.
   */
  code: 'WA-401'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: object
  error: WA401VersionDetail
}

/**
 * The member of `error` that marks this case.
 */
export interface WA401VersionDetail {
  /**
   * The vendor's text.
   */
  phone_number: string
}

/**
 * The vendor's server failed. Whether the reaction was accepted is not known.
 *
 * Source: vendor.
 */
export interface WA500 {
  /**
   * The code of this case.
   */
  code: 'WA500'
  /**
   * The vendor's text. Whether its wording is stable is documented nowhere.
   */
  message: string
  /**
   * An object without members.
   */
  data: object
  error: WA500Detail
}

/**
 * The member of `error` that marks WA500.
 */
export interface WA500Detail {
  /**
   * The vendor's text.
   */
  error: string
}
