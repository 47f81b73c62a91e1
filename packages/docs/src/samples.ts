import type { Parameter } from '@kaleyra-reactions/model/model'
import { blocks, fence, type Tab } from './page.ts'
import { isPublished, mockUrl, sending } from './site.ts'

/** How the program of a language is saved and started; a shell's is pasted. */
export const runs: Readonly<Record<string, { file: string; command: string }>> = {
  JavaScript: { file: 'send.mjs', command: 'node send.mjs' },
  Python: { file: 'send.py', command: 'python3 send.py' },
  PHP: { file: 'send.php', command: 'php send.php' },
  Java: { file: 'Send.java', command: 'java Send.java' },
  Go: { file: 'send.go', command: 'go run send.go' },
}

/** What has to be installed before a sample runs, by its label. */
const packages: Readonly<Record<string, string>> = {
  Client: installationOf('client'),
  CLI: installationOf('cli', '--global '),
}

/** The command that installs a package. Until it is published, that is its tarball. */
export function installationOf(name: string, flag = ''): string {
  const what = isPublished
    ? `@kaleyra-reactions/${name}`
    : `../kaleyra-reactions/tarballs/kaleyra-reactions-${name}.tgz`
  return `npm install ${flag}${what}`
}

/** The programs that send an example of the request, each in a tab. */
export function sampleTabs(example: string): { tabs: Tab[] } {
  const samples = sending.samples.filter((sample) => sample.example === example)
  const tabs = samples.map(({ label: fullLabel, lang, source }) => {
    const label = fullLabel.replace(`, ${example}`, '')
    const run = runs[lang]
    const install = packages[label]
    const text = blocks(
      install && `Install it${isPublished ? '' : ' from the clone'}:`,
      install && fence('sh', install),
      run ? `Save as \`${run.file}\`:` : 'Run:',
      fence(languageNames[lang] ?? lang.toLowerCase(), source),
      run && fence('sh', run.command),
    )
    return { label, text }
  })
  return { tabs }
}

const languageNames: Readonly<Record<string, string>> = { Shell: 'sh', JavaScript: 'js' }

/** The settings of the environment for the mock, with the sample values of the document. */
export function mockSettings(): string {
  return settingsOf(mockUrl, 'mock-key', ({ examples: [sample] }) => sample)
}

/** The settings of the environment for an account, to be filled in. */
export function accountSettings(): string {
  return settingsOf(
    'https://your-api-domain',
    'your-api-key',
    ({ name }) => `your-${name.replaceAll('_', '-')}`,
  )
}

function settingsOf(address: string, key: string, valueFor: (parameter: Parameter) => unknown): string {
  const account = sending.parameters
    .filter(({ place }) => place === 'path')
    .map((parameter) => `export KALEYRA_${parameter.name.toUpperCase()}=${valueFor(parameter)}`)
  return [...account, `export KALEYRA_API_KEY=${key}`, `export KALEYRA_BASE_URL=${address}`].join('\n')
}
