import type { CodeSample } from '@kaleyra-reactions/model/document'
import type { DescribedSource } from '@kaleyra-reactions/model/sources'
import { type ErrorPage, mockSettings, shownMock } from './error-pages.ts'
import { type Field, fieldsOf, parameterFieldsOf } from './fields.ts'
import { fieldLink, operationLink } from './reference-links.ts'
import { acceptedStatus, callbacks, outcomes, regions, sending, sourcesIn } from './site-document.ts'

/** A named example of the request, with the programs that send it. */
export interface RequestExample {
  name: string
  summary: string
  description: string
  sources: DescribedSource[]
  value: unknown
  samples: CodeSample[]
}

/** A field with its place in the reference. */
interface LinkedField extends Field {
  link: string
}

/** The values of the template of the start page. */
export function startPage(pages: readonly ErrorPage[]): object {
  const linked = (field: Field): LinkedField => ({ ...field, link: fieldLink(sending, field.path) })
  const failures = pages.filter(({ channel }) => channel === 'callback')
  const [failure] = failures
  const reporting = callbacks.find(({ operationId }) => operationId === failure?.operationId)
  return {
    examples: requestExamples(),
    samples: requestExamples()[0]?.samples ?? [],
    commands: commands(),
    sending,
    requestLine: `${sending.method.toUpperCase()} ${sending.path}`,
    parameters: parameterFieldsOf(sending.parameters).map(linked),
    fields: sending.body === undefined ? [] : fieldsOf(sending.body.type).map(linked),
    regions,
    acceptedStatus,
    outcomes,
    failures,
    statusPlace: reporting && operationLink(reporting),
  }
}

/** The named examples of the request. */
export function requestExamples(): RequestExample[] {
  return (sending.body?.samples ?? []).map(({ name, example }) => ({
    name,
    summary: example.summary ?? name,
    description: example.description ?? '',
    sources: sourcesIn(example['x-source']),
    value: example.value,
    samples: sending.samples.filter((sample) => sample.example === name),
  }))
}

/** The commands of the page. */
function commands(): Record<string, string> {
  const { port } = new URL(shownMock)
  const tarball = (name: string) => `./tarballs/kaleyra-reactions-${name}.tgz`
  const [region] = regions
  return {
    mock: [
      `kaleyra-reactions-mock --port ${port} &`,
      `curl --silent --output /dev/null --retry 60 --retry-delay 1 --retry-connrefused ${shownMock}/__mock/health`,
      mockSettings(),
    ].join('\n'),
    install: [
      'npx -y pnpm@12.21.0 run tarballs',
      `npm install --global ${tarball('mock')} ${tarball('cli')}`,
    ].join('\n'),
    installClient: `npm install "path/to/the/clone/tarballs/kaleyra-reactions-client.tgz"`,
    account: [
      'export KALEYRA_SID=your-sid KALEYRA_API_KEY=your-key KALEYRA_PHONE_NUMBER=your-business-number',
      `export KALEYRA_BASE_URL=https://${region?.domain}`,
    ].join('\n'),
  }
}
