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
  description: 'Send your first reaction, and look up every field and error.',
  content: [
    '# React to WhatsApp messages through Kaleyra',
    `${model.summary} It takes one request. This site describes its fields and errors, and offers a client, a command line tool and a mock.`,
    `[**Send your first reaction**](#send-your-first-reaction) [Read the reference](${link('reference/index.html')})`,
    { form: 'look-up' },
    '## Send your first reaction',
    clone(),
    "Set these environment variables. Kaleyra's console shows your SID, your API key and the API domain of the key. The phone number is your own WhatsApp business number, digits only.",
    fence('sh', accountSettings()),
    `Then send the reaction. You find the id of the message in [its callback](${link(incomingMessagePlace)}).`,
    sampleTabs(example?.name ?? ''),
    `Kaleyra accepts the reaction first. [A callback](${link('callbacks/')}) later says whether it was sent. To remove a reaction, send [the same request with an empty emoji](${link('request/#remove-a-reaction')}).`,
    '### Without an account',
    'The mock runs on your machine, accepts any key, and sends nothing to WhatsApp.',
    fence('sh', `${installationOf('mock', '--global ')}\nkaleyra-reactions-mock`),
    `Use these settings in another terminal. In the Client sample, replace \`region\` with \`baseUrl: '${mockUrl}'\`. To get an error, use the message id that its page shows, such as ${code(`wamid.${model.errorCases[0]?.name}`)}.`,
    fence('sh', mockSettings()),
    '## The request',
    request(),
    `[Every field, its limits and its default](${link('request/')})`,
    '### Regions',
    'An account belongs to one region, which Kaleyra calls a pod.',
    tableOf(
      ['Region', 'Name in client and CLI', 'API domain'],
      regions.map(({ place, name, word, domain }) => [`${place} (${name})`, code(word), code(domain)]),
    ),
    '## Errors',
    `Some errors arrive at once, in the response. Others arrive later, in a callback. Each error's page says what to do; [the list](${link('errors/')}) sums it up.`,
    shortCaseTable(link, model.errorCases),
    `Not in this list? See [Other problems](${link('nothing-fits/')}).`,
  ],
}

/** How to get the packages as long as the registry has none. */
function clone(): string | undefined {
  if (isPublished) return undefined
  const from =
    repositoryUrl === undefined ? 'the repository of this site' : `[the repository](${repositoryUrl})`
  const first = repositoryUrl === undefined ? '' : `git clone ${repositoryUrl} ../kaleyra-reactions\n`
  return blocks(
    `The client, the CLI and the mock are not on the npm registry yet. Clone ${from} next to your project, then run this in the folder of your project. The other samples do not need the clone.`,
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
