import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const { 'generator-cli': generatorCli } = JSON.parse(readFileSync(join(root, 'openapitools.json'), 'utf8'))
const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))

/** A command, word by word. */
export type Command = readonly string[]

/** A client that a generator of others makes of the document. */
export interface Language {
  name: string
  /** The generator with its version. */
  generator: string
  /** What a user runs beside `openapi.yaml`. */
  generate: Command
  /** The name of the client in `openapitools.json`, and of the folder of our program in `readers/`. */
  key: string
  /** What has to be on the PATH. */
  tools: readonly string[]
  /** Where our program goes, in the folder of the client. */
  place: string
  /** What compiles the client and our program; it runs in the folder of the client. */
  compile: readonly Command[]
  /** What starts our program there; the path of its tasks follows. */
  start: Command
  /** Where it is `true`, the client drops the members that the document does not name. */
  dropsNewMembers?: boolean
  /** What the client does with a redirect, as our program sets it up. */
  redirects: string
  /** What else a user has to know. */
  note?: string
}

/** Types without a client; they are proved by compiling every body against them. */
export const types: Pick<Language, 'name' | 'generator' | 'generate'> = {
  name: 'TypeScript, types only',
  generator: `openapi-typescript ${dependencies['openapi-typescript']}`,
  generate: ['npx', 'openapi-typescript', 'openapi.yaml', '-o', 'reactions.d.ts'],
}

/** The languages that are proved. */
export const languages: readonly Language[] = [
  {
    name: 'Go',
    ...stock('go'),
    tools: ['java', 'go'],
    place: 'program',
    compile: [
      ['go', 'vet', '.', './program'],
      ['go', 'build', '-o', 'read', './program'],
    ],
    start: ['./read'],
    redirects: 'followed with the key, unless you set `CheckRedirect` of the `http.Client`',
  },
  {
    name: 'Python',
    ...stock('python'),
    tools: ['java', 'python3'],
    place: '.',
    compile: [
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/python', '-m', 'pip', 'install', '--quiet', '.'],
      ['venv/bin/python', '-m', 'compileall', '-q', 'openapi_client'],
    ],
    start: ['venv/bin/python', 'main.py'],
    redirects: 'not followed',
    note: 'asynchronous',
  },
  {
    name: 'Java',
    ...stock('java'),
    tools: ['java', 'mvn'],
    place: 'src/main/java',
    compile: [
      ['mvn', '--quiet', '--batch-mode', 'compile', 'dependency:copy-dependencies', '-DincludeScope=runtime'],
    ],
    start: ['java', '-cp', 'target/classes:target/dependency/*', 'Main'],
    redirects: 'not followed',
    note: 'you add the key and decode errors yourself',
  },
  {
    name: 'PHP',
    ...stock('php'),
    tools: ['java', 'php', 'composer'],
    place: '.',
    compile: [['composer', 'install', '--no-dev', '--quiet', '--no-interaction']],
    start: ['php', 'main.php'],
    dropsNewMembers: true,
    redirects: 'followed with the key, unless you set `allow_redirects` of the Guzzle client to `false`',
    note: 'drops members that the document does not name',
  },
]

/** A client of openapi-generator, with the options that `openapitools.json` has for it. */
function stock(key: string): Pick<Language, 'generator' | 'generate' | 'key'> {
  const { generatorName, library, globalProperty } = generatorCli.generators[key]
  const options = ['-g', generatorName, ...(library === undefined ? [] : ['--library', library])]
  return {
    key,
    generator: `openapi-generator ${generatorCli.version}`,
    generate: [
      ...['npx', '@openapitools/openapi-generator-cli', 'generate', ...options],
      ...['--global-property', globalProperty, '-i', 'openapi.yaml', '-o', key],
    ],
  }
}
