import { keyHeader } from '../document/document.ts'
import { variableOf } from '../settings/setting-names.ts'

/** A request that curl is to make. */
interface CurlRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string | undefined
}

/**
 * A request as a command to paste into bash, zsh or fish. The shell's own `printf` hands the key to curl: the arguments
 * of a program are visible to every user of the machine.
 */
export function pasteableCurl({ method, url, headers, body }: CurlRequest): string {
  const key = `printf '${keyHeader}: %s\\n' "$${variableOf('apiKey')}"`
  const words = Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`)
  if (body !== undefined) words.push(`--data-raw ${quoted(body)}`)
  return [`${key} | curl --request ${method} ${quoted(url)}`, ...words, '--header @-'].join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
