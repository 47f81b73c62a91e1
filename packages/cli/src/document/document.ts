import type * as operations from '@kaleyra-reactions/client/operations'
import type { ErrorCase } from '@kaleyra-reactions/model/cases'
import { factsOf } from '@kaleyra-reactions/model/facts'
import { type Model, modelOf, type Operation } from '@kaleyra-reactions/model/model'
import { type SampleReaction, sampleReactionOf } from '@kaleyra-reactions/model/operations'
import { type Field, fieldsOf, type Type } from '@kaleyra-reactions/model/types'
import bundled from '@kaleyra-reactions/spec/openapi.json' with { type: 'json' }

/** What this program knows of the API. */
export const model: Model = modelOf(bundled)

/** Every documented error, in the document's order. */
export const errorCases: readonly ErrorCase[] = model.errorCases

/** The reaction of the document's sample request. */
export const sample: SampleReaction = sampleReactionOf(bundled)

type Schemas = typeof bundled.components.schemas

/** The names of the fields of a schema: one that the document renames is a compile error here. */
type FieldName<Name extends keyof Schemas> = Schemas[Name] extends { properties: infer Properties }
  ? keyof Properties
  : never

type Name =
  | 'sid'
  | 'phoneNumber'
  | 'message'
  | 'extraInfo'
  | 'to'
  | 'reaction'
  | 'messageId'
  | 'emoji'
  | 'undescribed'

/** The names that the document gives to what this program speaks of. */
export const names: Readonly<Record<Name, string>> = {
  sid: 'sid' satisfies keyof operations.SendReactionParameters,
  phoneNumber: 'phone_number' satisfies keyof operations.SendReactionParameters,
  message: 'messaging_object' satisfies FieldName<'SendReactionRequest'>,
  extraInfo: 'extra_info' satisfies FieldName<'SendReactionRequest'>,
  to: 'to' satisfies FieldName<'MessagingObject'>,
  reaction: 'reaction' satisfies FieldName<'MessagingObject'>,
  messageId: 'message_id' satisfies FieldName<'Reaction'>,
  emoji: 'emoji' satisfies FieldName<'Reaction'>,
  undescribed: 'other-code' satisfies keyof (typeof bundled)['x-situations'],
}

/** The operation that sends reactions. */
export const operation: Operation = model.sending

/** The meaning of each part of a reaction, with its values and its limits, as the help shows it. */
export const help: Readonly<Record<'sid' | 'phoneNumber' | 'to' | 'messageId' | 'emoji', string>> = {
  sid: helpIn(operation.parameters, names.sid),
  phoneNumber: helpIn(operation.parameters, names.phoneNumber),
  to: helpIn(fieldsInside(names.message), names.to),
  messageId: helpIn(fieldsInside(names.message, names.reaction), names.messageId),
  emoji: helpIn(fieldsInside(names.message, names.reaction), names.emoji),
}

/** The fields of `extra_info`. Each becomes a flag. */
export const extraInfoFields: readonly Field[] = fieldsInside(names.extraInfo)

/** The meaning of a field with its values and its limits. A pattern says nothing to most people. */
export function helpOf({ description, type, ...field }: Field): string {
  const facts = factsOf({ ...field, description, type: withoutPattern(type) })
  const summary = description.split('\n\n')[0]?.trim().replaceAll(/\s+/g, ' ') ?? ''
  return [summary, ...facts, ...(type.kind === 'list' ? ['Repeat it for several values.'] : [])].join(' ')
}

function withoutPattern(type: Type): Type {
  if (type.kind === 'list') return { ...type, items: withoutPattern(type.items) }
  return 'pattern' in type ? { ...type, pattern: undefined } : type
}

function helpIn(fields: readonly Field[], name: string): string {
  const found = fields.filter((field) => field.name === name)
  return found.map(helpOf).join('')
}

/** The fields of the request below the names that lead to them. */
function fieldsInside(...path: string[]): Field[] {
  let fields = operation.body === undefined ? [] : fieldsOf(operation.body.type)
  for (const name of path) {
    const type = fields.find((field) => field.name === name)?.type
    fields = type === undefined ? [] : fieldsOf(type)
  }
  return fields
}
