import { member, textMember } from '@kaleyra-reactions/model/member'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

type Document = typeof bundled
type Schemas = Document['components']['schemas']
type FieldOf<Name extends keyof Schemas> = Schemas[Name] extends { properties: infer Fields }
  ? keyof Fields
  : never
type ParameterOf<Path> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never

/** The fields that the mock knows by name. If the document renames one, this does not compile. */
interface KnownFields {
  message: FieldOf<'SendReactionRequest'>
  extraInfo: FieldOf<'SendReactionRequest'> & FieldOf<'StatusCallback'>
  recipients: FieldOf<'MessagingObject'>
  reaction: FieldOf<'MessagingObject'>
  messageId: FieldOf<'Reaction'>
  emoji: FieldOf<'Reaction'>
  recipient: FieldOf<'MessageStatus'>
  businessNumber: FieldOf<'BusinessNumber'>
  timestamp: FieldOf<'MessageStatus'> & FieldOf<'IncomingMessage'>
}

/** The names of fields of requests and callbacks. */
export const fields: Readonly<KnownFields> = {
  message: 'messaging_object',
  extraInfo: 'extra_info',
  recipients: 'to',
  reaction: 'reaction',
  messageId: 'message_id',
  emoji: 'emoji',
  recipient: 'recipient_id',
  businessNumber: 'display_phone_number',
  timestamp: 'timestamp',
}

type Parameter = ParameterOf<keyof Document['paths']>

/** The names of parameters of the path. */
export const parameters: Readonly<Record<'sid' | 'phoneNumber', Parameter>> = {
  sid: 'sid',
  phoneNumber: 'phone_number',
}

/** The message id of a reaction; `undefined` if the body has none. */
export function messageIdIn(body: unknown): string | undefined {
  return textMember(member(member(body, fields.message), fields.reaction), fields.messageId)
}

/** The numbers that a reaction goes to, digits only. */
export function recipientsIn(body: unknown): string[] {
  const list = textMember(member(body, fields.message), fields.recipients) ?? ''
  return list.split(',').flatMap((number) => digitsOf(number) || [])
}

/** The digits of a number. */
export function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '')
}
