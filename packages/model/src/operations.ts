import {
  type Content,
  type Example,
  methods,
  type OpenapiDocument,
  type Operation,
  type Parameter,
  type PathItem,
} from './document.ts'
import { member, textMember } from './member.ts'

/** An operation with its path, method and all parameters. */
export interface PlacedOperation extends Operation {
  path: string
  /** In lower case. */
  method: (typeof methods)[number]
  parameters: Parameter[]
}

/** A named example. */
export interface NamedExample {
  name: string
  example: Example
}

/** Every operation of the document. */
export function operationsOf(document: OpenapiDocument): PlacedOperation[] {
  return operationsIn(document.paths)
}

/** Every operation of the document's webhooks. Its path is the name of the webhook. */
export function callbacksOf(document: OpenapiDocument): PlacedOperation[] {
  return operationsIn(document.webhooks ?? {})
}

/**
 * The operation that sends a reaction.
 *
 * @throws if there is none.
 */
export function sendingOf(document: OpenapiDocument): PlacedOperation {
  const found = operationsOf(document).find(({ operationId }) => operationId === 'sendReaction')
  if (found === undefined) throw new Error('The document has no operation sendReaction')
  return found
}

function operationsIn(items: Record<string, PathItem>): PlacedOperation[] {
  return Object.entries(items).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      if (operation === undefined) return []
      const { parameters: own = [] } = operation
      const shared = (item.parameters ?? []).filter(
        ({ name, in: place }) => !own.some((each) => each.name === name && each.in === place),
      )
      const parameters = [...shared, ...own]
      return [{ ...operation, parameters, path, method }]
    }),
  )
}

/** The named JSON examples of a request body or a response. */
export function examplesOf(content: Content | undefined): NamedExample[] {
  const examples = content?.content?.['application/json']?.examples ?? {}
  return Object.entries(examples).map(([name, example]) => ({ name, example }))
}

/** A reaction with the names that the client uses. */
export interface SampleReaction {
  to: string
  messageId: string
  emoji: string
}

/** The reaction of the document's first sample request. */
export function sampleReactionOf(document: OpenapiDocument): SampleReaction {
  const [sample] = examplesOf(sendingOf(document).requestBody)
  const message = member(sample?.example.value, 'messaging_object')
  const reaction = member(message, 'reaction')
  return {
    to: textMember(message, 'to') ?? '',
    messageId: textMember(reaction, 'message_id') ?? '',
    emoji: textMember(reaction, 'emoji') ?? '',
  }
}
