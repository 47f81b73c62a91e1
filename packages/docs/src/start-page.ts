import type { CodeSample, Provenance } from '@kaleyra-reactions/model/document'
import { member } from '@kaleyra-reactions/model/member'
import { examplesOf, sampleParametersOf } from '@kaleyra-reactions/model/operations'
import type { DescribedSource } from '@kaleyra-reactions/model/sources'
import { type ErrorPage, shownMock } from './error-pages.ts'
import { type Field, fieldsOf, parameterFieldsOf } from './fields.ts'
import { fieldLink, operationLink } from './reference-links.ts'
import {
  acceptedStatus,
  bodySchemaOf,
  callbacks,
  document,
  outcomes,
  regions,
  sending,
  sourcesIn,
} from './site-document.ts'

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
    fields: fieldsOf(bodySchemaOf(sending)).map(linked),
    regions,
    acceptedStatus,
    outcomes,
    failures,
    statusPlace: reporting && operationLink(reporting),
  }
}

/**
 * The named examples of the request. An example names its code samples; those that none names belong to the first.
 *
 * @throws when an example names a sample that the operation does not have.
 */
export function requestExamples(): RequestExample[] {
  const samples = sending['x-codeSamples'] ?? []
  const examples = examplesOf(sending.requestBody).map(({ name, example }) => ({
    name,
    example,
    labels: labelsOf(example),
  }))
  const named = examples.flatMap(({ labels }) => labels)
  const unknown = named.filter((label) => samples.every((sample) => sample.label !== label))
  if (unknown.length > 0) throw new Error(`x-samples names no code sample: ${unknown.join(', ')}`)
  return examples.map(({ name, example, labels }, index) => ({
    name,
    summary: example.summary ?? name,
    description: example.description ?? '',
    sources: sourcesIn(example['x-source']),
    value: example.value,
    samples: samples.filter(({ label }) => (index === 0 ? !named.includes(label) : labels.includes(label))),
  }))
}

function labelsOf(example: { 'x-source'?: Provenance }): string[] {
  const labels = member(example, 'x-samples')
  return Array.isArray(labels) ? labels.map(String) : []
}

/** The commands of the page. Their values are the samples of the document. */
function commands(): Record<string, string> {
  const { sid, phone_number: phoneNumber } = sampleParametersOf(sending)
  const { port } = new URL(shownMock)
  const tarball = (name: string) => `./tarballs/kaleyra-reactions-${name}-${document.info.version}.tgz`
  const [region] = regions
  return {
    mock: [
      `kaleyra-reactions-mock --port ${port} &`,
      `curl --silent --output /dev/null --retry 60 --retry-delay 1 --retry-connrefused ${shownMock}/__mock/health`,
      `export KALEYRA_BASE_URL=${shownMock}`,
      `export KALEYRA_SID=${sid} KALEYRA_API_KEY=any KALEYRA_PHONE_NUMBER=${phoneNumber}`,
    ].join('\n'),
    install: [
      'npx -y pnpm@12.21.0 run tarballs',
      `npm install --global ${tarball('mock')} ${tarball('cli')}`,
    ].join('\n'),
    installClient: `npm install "path/to/the/clone/tarballs/kaleyra-reactions-client-${document.info.version}.tgz"`,
    account: [
      'export KALEYRA_SID=your-sid KALEYRA_API_KEY=your-key KALEYRA_PHONE_NUMBER=your-business-number',
      `export KALEYRA_BASE_URL=https://${region?.domain}`,
    ].join('\n'),
  }
}
