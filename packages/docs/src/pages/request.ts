import { tableOf } from '@kaleyra-reactions/model/markdown'
import { fieldTable, tableOfFields } from '../fields.ts'
import { blocks, type Content, code, fence, json, linksFrom, type Page } from '../page.ts'
import { sampleTabs } from '../samples.ts'
import { model, sending } from '../site.ts'
import { sourceLine } from '../sources.ts'
import { incomingMessagePlace } from './callbacks.ts'

const link = linksFrom('request/')
const [, ...others] = sending.body?.samples ?? []

/** Every part of the request, and its other examples: that which removes a reaction. */
export const requestPage: Page = {
  path: 'request/',
  title: 'The request: every field · Kaleyra Reactions',
  description:
    'Path, headers and body of the request that sends or removes a reaction, with every limit and default.',
  content: [
    '# The request',
    sending.description,
    sourceLine(sending.source),
    fence('http', `${sending.method.toUpperCase()} ${sending.path}`),
    `\`message_id\` is the id of the message to react to. You find it in [the callback of that message](${link(incomingMessagePlace)}).`,
    '## Path',
    tableOfFields(sending.parameters.filter(({ place }) => place === 'path')),
    '## Headers',
    tableOf(
      ['Field', 'Meaning'],
      [
        [`${code(model.keyHeader)} string, **required**`, model.keyDescription],
        [`${code('content-type')} string, **required**`, `Always ${code('application/json')}.`],
      ],
    ),
    '## Body',
    sending.body?.description,
    sending.body && fieldTable(sending.body.type),
    ...others.flatMap(({ name, example }): Content[] => [
      blocks(
        `## ${example.summary ?? name}`,
        example.description,
        sourceLine(example['x-source']),
        json(example.value),
      ),
      sampleTabs(name),
    ]),
  ],
}
