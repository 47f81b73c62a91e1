import { tableOf } from '@kaleyra-reactions/model/markdown'
import { blocks, code, fence, linksFrom, type Page } from '../page.ts'
import { accountSettings, installationOf, mockSettings, sampleTabs } from '../samples.ts'
import { isPublished, mockUrl, model, regions, repositoryUrl, sending } from '../site.ts'
import { sourceLine } from '../sources.ts'
import { incomingMessagePlace } from './callbacks.ts'
import { shortCaseTable } from './errors.ts'

const link = linksFrom('')
const [example] = sending.body?.samples ?? []

/** The first page: from nothing to a first reaction, and where everything else stands. */
export const startPage: Page = {
  path: '',
  title: `Kaleyra Reactions: ${model.summary}`,
  description: model.summary,
  content: [
    '# React to WhatsApp messages, through Kaleyra',
    `${model.summary} It is one request. Here is all that is known of it, with a client, a command line tool and a mock.`,
    `[**Send your first reaction**](#send-your-first-reaction) [Read the reference](${link('reference/index.html')})`,
    { form: 'look-up' },
    '## Send your first reaction',
    clone(),
    'Put your account into the environment. The console of Kaleyra shows the SID, the key and, beside the key, its API domain. The number is your own WhatsApp business number.',
    fence('sh', accountSettings()),
    `Then send. The id of the message to react to comes from [the callback of that message](${link(incomingMessagePlace)}).`,
    sampleTabs(example?.name ?? ''),
    `It is accepted first. [A callback](${link('callbacks/')}) tells later whether it was sent or failed. To take a reaction back, send [the same with an empty emoji](${link('request/#remove-a-reaction')}).`,
    '### Without an account',
    'The mock answers on this machine, takes any key, and sends nothing to anybody.',
    fence('sh', `${installationOf('mock', '--global ')}\nkaleyra-reactions-mock`),
    `In another terminal, use these settings, and in the program of the client \`baseUrl: '${mockUrl}'\` in place of \`region\`. Each error can be asked for by its name in the message id, such as ${code(`wamid.${model.errorCases[0]?.name}`)}.`,
    fence('sh', mockSettings()),
    '## The request',
    request(),
    `[Every field, its limits and its default](${link('request/')})`,
    '### Regions',
    'An account belongs to one region, which Kaleyra calls a pod.',
    tableOf(
      ['Region', 'Word for client and CLI', 'API domain'],
      regions.map(({ place, name, word, domain }) => [`${place} (${name})`, code(word), code(domain)]),
    ),
    '## Errors',
    `A refusal comes at once, as a response. Other failures come later, by callback. Each page says [what to do](${link('errors/')}).`,
    shortCaseTable(link, model.errorCases),
    `Something else? [When nothing of this fits](${link('nothing-fits/')}).`,
  ],
}

/** How to get the packages as long as the registry has none. */
function clone(): string | undefined {
  if (isPublished) return undefined
  const from =
    repositoryUrl === undefined ? 'the repository of this site' : `[the repository](${repositoryUrl})`
  const first = repositoryUrl === undefined ? '' : `git clone ${repositoryUrl} ../kaleyra-reactions\n`
  return blocks(
    `Client, CLI and mock are not on the npm registry yet. In the folder of your project, pack them in a clone of ${from} beside it. The samples in other languages need nothing of this.`,
    fence('sh', `${first}(cd ../kaleyra-reactions && npx -y pnpm@12.21.0 run tarballs)`),
  )
}

function request(): string {
  const { method, path, source } = sending
  const head = [
    `${method.toUpperCase()} ${path} HTTP/1.1`,
    `${model.keyHeader}: your-key`,
    'content-type: application/json',
  ]
  return blocks(
    fence('http', `${head.join('\n')}\n\n${JSON.stringify(example?.example.value, null, 2)}`),
    sourceLine(source),
  )
}
