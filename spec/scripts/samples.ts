import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeSample, OpenapiDocument } from '@kaleyra-reactions/model/document'
import { modelOf } from '@kaleyra-reactions/model/model'
import { examplesOf, sendingOf } from '@kaleyra-reactions/model/operations'

/** A language with its template, `samples/templates/<file>`. */
interface Template {
  file: string
  lang: string
  /** The name of the language unless it is another. */
  label?: string
  /** Reads a variable of the environment inside a string of the template. */
  variable(name: string): string
}

const templates: readonly Template[] = [
  { file: 'curl.sh', lang: 'Shell', label: 'curl', variable: (name) => `$${name}` },
  { file: 'javascript.mjs', lang: 'JavaScript', variable: (name) => `\${env.${name}}` },
  { file: 'python.py', lang: 'Python', variable: (name) => `{${name}}` },
  { file: 'php.php', lang: 'PHP', variable: (name) => `{$_SERVER['${name}']}` },
  { file: 'java.java', lang: 'Java', variable: (name) => `" + env.get("${name}") + "` },
  { file: 'go.go', lang: 'Go', variable: (name) => `" + os.Getenv("${name}") + "` },
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
  const { path, method, requestBody } = sendingOf(document)
  const { keyHeader, servers } = modelOf(document)
  const region = servers[0]?.region ?? ''
  const read = (...names: string[]) => readFileSync(join(folder, ...names), 'utf8')
  const samples = examplesOf(requestBody).flatMap(({ name, example: { value } }, index) => {
    const written = handWritten
      .filter(({ file }) => existsSync(join(folder, name, file)))
      .map(({ file, ...sample }) => ({
        ...sample,
        source: read(name, file).replaceAll('{{region}}', () => region),
      }))
    const filled = templates.map((template) => {
      const { file, lang, label = lang } = template
      return { lang, label, source: filledIn(read('templates', file), template, { path, keyHeader, value }) }
    })
    return [...written, ...filled].map(({ lang, label, source }): CodeSample => {
      return { lang, label: index === 0 ? label : `${label}, ${name}`, example: name, source }
    })
  })
  Object.assign(document.paths[path]?.[method] ?? {}, { 'x-codeSamples': samples })
}

/** A template with the address, the header of the key and the body in their places. */
function filledIn(
  text: string,
  { lang, variable }: Template,
  { path, keyHeader, value }: { path: string; keyHeader: string; value: unknown },
): string {
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    variable(`KALEYRA_${name.toUpperCase()}`),
  )
  return (
    text
      .replaceAll('{{url}}', () => variable('KALEYRA_BASE_URL') + address)
      // In Java and Go the address begins with a variable.
      .replaceAll('"" + ', '')
      .replaceAll('{{keyHeader}}', () => keyHeader)
      .replaceAll(
        /^( *)(.*)\{\{json\}\}/gm,
        (_, indent: string, before: string) =>
          `${indent}${before}${jsonIn(lang, value).replaceAll('\n', `\n${indent}`)}`,
      )
  )
}

/** JSON that no quote of a template's language ends. A text block of Java reads escapes. */
function jsonIn(lang: string, value: unknown): string {
  const json = JSON.stringify(value, null, 2).replaceAll("'", '\\u0027').replaceAll('`', '\\u0060')
  return lang === 'Java' ? json.replaceAll('\\', '\\\\') : json
}
