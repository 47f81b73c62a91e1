import { keyHeader, type RequestPreview } from '@kaleyra-reactions/client'
import { variableOf } from '../settings/setting-names.ts'

/**
 * A request as a command to paste into bash, zsh or fish. The shell's own `printf` hands the key to curl: the arguments
 * of a program are visible to every user of the machine.
 */
export function pasteableCurl({ method, url, headers, body }: RequestPreview): string {
  const key = `printf '${keyHeader}: %s\\n' "$${variableOf('apiKey')}"`
  const words = Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`)
  const data = `--data-raw ${quoted(body)}`
  return [`${key} | curl --request ${method} ${quoted(url)}`, ...words, data, '--header @-'].join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
