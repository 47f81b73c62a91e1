import { fieldTable } from '../fields.ts'
import { idOf } from '../markdown.ts'
import { blocks, code, json, linksFrom, type Page } from '../page.ts'
import { model, sending } from '../site.ts'
import { sourceLine } from '../sources.ts'
import { caseTable } from './errors.ts'

const link = linksFrom('callbacks/')
const success = model.cases.find(
  ({ error, operationId }) => error === undefined && operationId === sending.operationId,
)
const tag = model.tags.find(({ name }) => name === model.callbacks[0]?.tag)

/** Where the callback of a message is described, which brings the id to react to. */
export const incomingMessagePlace: string = `callbacks/#${idOf(titleOfCallback('receiveMessage'))}`

/** What follows an accepted call, and everything that Kaleyra sends. */
export const callbacksPage: Page = {
  path: 'callbacks/',
  title: 'Callbacks: what follows an accepted reaction · Kaleyra Reactions',
  description:
    'What Kaleyra sends to your server: incoming messages, reactions and outcomes, with every field.',
  content: [
    '# Callbacks',
    '1. You send the reaction with a `ref` of your own. If Kaleyra refuses it, the response is [an error](../errors/index.md).',
    `2. Otherwise the response is ${code(`${success?.status} ${success?.code}`)}: the reaction is accepted, but not delivered yet.`,
    '3. WhatsApp delivers the reaction or refuses it, or Kaleyra does not send it.',
    '4. A callback reports the outcome, with your `ref`.',
    tag?.description,
    sourceLine(tag?.source),
    `No callback? See [Other problems](${link('nothing-fits/')}).`,
    `## The response ${success?.status}`,
    success?.meaning,
    json(success?.body),
    ...model.callbacks.map((callback) => {
      const failures = model.errorCases.filter(({ operationId }) => operationId === callback.operationId)
      const names = failures.map(({ name }) => name)
      const examples = (callback.body?.samples ?? []).filter(({ name }) => !names.includes(name))
      return blocks(
        `## ${callback.title}`,
        callback.description,
        sourceLine(callback.source),
        ...examples.slice(0, 1).flatMap(({ example }) => [example.description, json(example.value)]),
        failures.length > 0 ? caseTable(link, failures) : undefined,
        `### Fields of ${code(callback.path)}`,
        callback.body && fieldTable(callback.body.type),
        'Your response:',
        callback.responses.map(({ status, description }) => `- ${code(status)}: ${description}`).join('\n'),
      )
    }),
  ],
}

function titleOfCallback(operationId: string): string {
  const found = model.callbacks.find((callback) => callback.operationId === operationId)
  if (found === undefined) throw new Error(`The document has no webhook with the operationId ${operationId}`)
  return found.title
}
