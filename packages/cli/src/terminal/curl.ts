import { type CurlRequest, curlOf } from '@kaleyra-reactions/model/curl'
import { keyHeader } from '../document/document.ts'
import { variableOf } from '../settings/setting-names.ts'

/**
 * A request as a command to paste into bash, zsh or fish. The shell's own `printf` hands the key to curl: the arguments
 * of a program are visible to every user of the machine.
 */
export function pasteableCurl(request: CurlRequest): string {
  const key = `printf '${keyHeader}: %s\\n' "$${variableOf('apiKey')}"`
  return `${key} | ${curlOf(request)} \\\n  --header @-`
}
