import type { OpenapiDocument, Schema } from '../../packages/model/src/document.ts'
import { facadeOperationIn, fieldsIn } from './places.ts'

/** A change of the document that a person has to decide: the facade of the client does not compile. */
export interface DecidedChange {
  change: string
  edit(document: OpenapiDocument): void
  /** The word of the document that the compiler has to name. */
  names: string
}

/** Every change that one hand-written file has to decide. */
export const decidedChanges: readonly DecidedChange[] = [
  {
    change: 'a required field more',
    edit(document) {
      const { required = [] } = schemaOfMessage(document)
      Object.assign(fieldsIn(document, 'MessagingObject'), {
        urgency: { type: 'string', description: 'x', example: 'high' },
      })
      schemaOfMessage(document).required = [...required, 'urgency']
      addToSamples(document, 'urgency', 'high')
    },
    names: 'urgency',
  },
  {
    change: 'an optional field that no option of the facade carries',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'Reaction'), {
        shade: { type: 'string', description: 'x', example: 'a' },
      }),
    names: 'shade',
  },
  {
    change: 'an optional field beside extra_info',
    edit: (document) =>
      Object.assign(fieldsIn(document, 'SendReactionRequest'), {
        dry_run: { type: 'boolean', description: 'x' },
      }),
    names: 'dry_run',
  },
  {
    change: 'a second value of a field that had one',
    edit(document) {
      const field = fieldsIn(document, 'MessagingObject')['recipient_type']
      if (field?.enum) field.enum = [...field.enum, 'group']
    },
    names: 'recipient_type',
  },
  {
    change: 'a header of the operation that the facade does not send',
    edit(document) {
      facadeOperationIn(document).operation.parameters = [
        { name: 'x-trace', in: 'header', description: 'x', schema: { type: 'string' }, example: 'a' },
      ]
    },
    names: 'x-trace',
  },
  {
    change: 'a number without a pattern',
    edit(document) {
      for (const { schema } of facadeOperationIn(document).item.parameters ?? []) delete schema?.pattern
    },
    names: 'sendReactionPhoneNumberPattern',
  },
  {
    change: 'no id in the response',
    edit(document) {
      for (const field of Object.values(fieldsIn(document, 'AcceptedReaction'))) delete field['x-id']
    },
    names: 'acceptedReactionId',
  },
]

function schemaOfMessage(document: OpenapiDocument): Schema {
  return document.components.schemas['MessagingObject'] ?? {}
}

/** Adds a member to the message of every sample request, which has to keep to its schema. */
function addToSamples(document: OpenapiDocument, name: string, value: string): void {
  const media = facadeOperationIn(document).operation.requestBody?.content?.['application/json']
  for (const example of Object.values(media?.examples ?? {}))
    example.value = JSON.parse(JSON.stringify(example.value), (key, node) =>
      key === 'messaging_object' ? { ...node, [name]: value } : node,
    )
}
