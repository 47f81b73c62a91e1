import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const { 'generator-cli': generatorCli } = JSON.parse(readFileSync(join(root, 'openapitools.json'), 'utf8'))
const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
const ogenVersion = 'v1.24.0'

/** A command, word by word. */
export type Command = readonly string[]

/** A client that a generator of others makes of the document. */
export interface Language {
  name: string
  /** The generator with its version. */
  generator: string
  /** The folder of our program in `readers/`. */
  program: string
  /** What has to be on the PATH. */
  tools: readonly string[]
  /** What a user runs beside `openapi.yaml`. */
  generate: Command
  /** Where our program goes, in the folder in which `generate` ran. */
  place: string
  /** What compiles the client and our program; it runs in `folder`. */
  compile: readonly Command[]
  /** What starts our program; the path of its tasks follows. */
  start: Command
  /** Where `compile` and `start` run. */
  folder: string
  /** Where it is `true`, the generator drops the members that the document does not name. */
  dropsNewMembers?: boolean
  /** What a user has to know. */
  note?: string
}

/** Types without a client; they are proved by compiling every body against them. */
export const types: Pick<Language, 'name' | 'generator' | 'generate'> = {
  name: 'TypeScript, types alone',
  generator: `openapi-typescript ${dependencies['openapi-typescript']}`,
  generate: ['npx', 'openapi-typescript', 'openapi.yaml', '-o', 'reactions.d.ts'],
}

/** The languages that are proved. */
export const languages: readonly Language[] = [
  {
    name: 'Go',
    program: 'go',
    tools: ['java', 'go'],
    ...stock('go'),
    place: 'client/program',
    folder: 'client',
    compile: [
      ['go', 'vet', '.', './program'],
      ['go', 'build', '-o', 'read', './program'],
    ],
    start: ['./read'],
  },
  {
    name: 'Go',
    program: 'ogen',
    tools: ['go'],
    generator: `ogen ${ogenVersion}`,
    generate: [
      'go',
      'run',
      `github.com/ogen-go/ogen/cmd/ogen@${ogenVersion}`,
      '--target',
      'api',
      '--package',
      'api',
      'openapi.yaml',
    ],
    place: '.',
    folder: '.',
    compile: [
      ['go', 'mod', 'init', 'example.test/reader'],
      ['go', 'get', `github.com/ogen-go/ogen@${ogenVersion}`],
      ['go', 'mod', 'tidy'],
      ['go', 'vet', '.', './api'],
      ['go', 'build', '-o', 'read', '.'],
    ],
    start: ['./read'],
  },
  {
    name: 'Python',
    program: 'python',
    tools: ['java', 'python3'],
    ...stock('python'),
    place: '.',
    folder: '.',
    compile: [
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/python', '-m', 'pip', 'install', '--quiet', './client'],
      ['venv/bin/python', '-m', 'compileall', '-q', 'client/openapi_client'],
    ],
    start: ['venv/bin/python', 'main.py'],
  },
  {
    name: 'Java',
    program: 'java',
    tools: ['java', 'mvn'],
    ...stock('java', '--library', 'native'),
    place: 'client/src/main/java',
    folder: 'client',
    compile: [
      ['mvn', '--quiet', '--batch-mode', 'compile', 'dependency:copy-dependencies', '-DincludeScope=runtime'],
    ],
    start: ['java', '-cp', 'target/classes:target/dependency/*', 'Main'],
    note: 'the key and the decoding of an error are left to you',
  },
  {
    name: 'PHP',
    program: 'php',
    tools: ['java', 'php', 'composer'],
    ...stock('php'),
    place: 'client',
    folder: 'client',
    compile: [['composer', 'install', '--no-dev', '--quiet', '--no-interaction']],
    start: ['php', 'main.php'],
    dropsNewMembers: true,
    note: 'drops members that the document does not name',
  },
]

function stock(name: string, ...more: Command): Pick<Language, 'generator' | 'generate'> {
  return {
    generator: `openapi-generator ${generatorCli.version}`,
    generate: [
      'npx',
      '@openapitools/openapi-generator-cli',
      'generate',
      '-g',
      name,
      ...more,
      '-i',
      'openapi.yaml',
      '-o',
      'client',
      '--global-property',
      'apis=Reactions,models,supportingFiles',
    ],
  }
}
