import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeSample, OpenapiDocument } from '@kaleyra-reactions/model/document'
import { examplesOf, keyHeaderOf, sendingOf } from '@kaleyra-reactions/model/operations'

/** A language with its template, `samples/templates/<file>`. */
interface Template {
  file: string
  lang: string
  label: string
  /** Reads a variable of the environment inside a string of the template. */
  variable(name: string): string
  /** Whether a backslash in the string that holds the JSON stands for itself. */
  isRaw: boolean
}

const templates: readonly Template[] = [
  { file: 'curl.sh', lang: 'Shell', label: 'curl', variable: (name) => `$${name}`, isRaw: true },
  {
    file: 'javascript.mjs',
    lang: 'JavaScript',
    label: 'JavaScript',
    variable: (name) => `\${env.${name}}`,
    isRaw: true,
  },
  {
    file: 'python.py',
    lang: 'Python',
    label: 'Python',
    variable: (name) => `{${name}}`,
    isRaw: true,
  },
  { file: 'php.php', lang: 'PHP', label: 'PHP', variable: (name) => `{$_SERVER['${name}']}`, isRaw: true },
  {
    file: 'java.java',
    lang: 'Java',
    label: 'Java',
    variable: (name) => `" + env.get("${name}") + "`,
    isRaw: false,
  },
  { file: 'go.go', lang: 'Go', label: 'Go', variable: (name) => `" + os.Getenv("${name}") + "`, isRaw: true },
]

/**
 * The samples that are written by hand, but for the region; they lie in a folder with the name of the example that they
 * send.
 */
const handWritten = [
  { file: 'client.mjs', lang: 'JavaScript', label: 'Client' },
  { file: 'cli.sh', lang: 'Shell', label: 'CLI' },
] as const

/**
 * Gives the operation of a reaction the programs that send its named examples.
 *
 * @param folder where the samples lie.
 */
export function addSamples(document: OpenapiDocument, folder: string): void {
  const { path, method } = sendingOf(document)
  const operation = document.paths[path]?.[method]
  if (operation !== undefined) operation['x-codeSamples'] = samplesOf(document, folder)
}

/** Those of the folder are by hand, the others by the template of their language. */
function samplesOf(document: OpenapiDocument, folder: string): CodeSample[] {
  const operation = sendingOf(document)
  const region = document.servers?.[0]?.['x-region'] ?? ''
  return examplesOf(operation.requestBody).flatMap(({ name, example: { value } }, index) => {
    const labelled = (label: string) => (index === 0 ? label : `${label}, ${name}`)
    const own = handWritten.flatMap(({ file, lang, label }) => {
      const path = join(folder, name, file)
      if (!existsSync(path)) return []
      const source = readFileSync(path, 'utf8').replaceAll('{{region}}', () => region)
      return [{ lang, label: labelled(label), example: name, source }]
    })
    const filled = templates.map((template) => {
      const { file, lang, label, variable } = template
      const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) =>
        variable(`KALEYRA_${parameter.toUpperCase()}`),
      )
      const source = readFileSync(join(folder, 'templates', file), 'utf8')
        .replaceAll('{{url}}', () => variable('KALEYRA_BASE_URL') + path)
        .replaceAll('"" + ', '')
        .replaceAll('{{keyHeader}}', () => keyHeaderOf(document))
        .replaceAll(
          /^( *)(.*)\{\{json\}\}/gm,
          (_, indent: string, before: string) =>
            `${indent}${before}${jsonIn(template, value).replaceAll('\n', `\n${indent}`)}`,
        )
      return { lang, label: labelled(label), example: name, source }
    })
    return [...own, ...filled]
  })
}

/** JSON that no quote of a template's language ends. */
function jsonIn({ isRaw }: Template, value: unknown): string {
  const json = JSON.stringify(value, null, 2).replaceAll("'", '\\u0027').replaceAll('`', '\\u0060')
  return isRaw ? json : json.replaceAll('\\', '\\\\')
}
