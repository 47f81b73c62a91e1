/** A request that curl is to make. */
export interface CurlRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string | undefined
}

/**
 * A request as a curl command to paste into a shell.
 *
 * @param variables the headers whose values name a variable, which the shell is to replace.
 */
export function curlOf(
  { method, url, headers, body }: CurlRequest,
  variables: readonly string[] = [],
): string {
  const lines = Object.entries(headers).map(([name, value]) => {
    const header = `${name}: ${value}`
    return `--header ${variables.includes(name) ? `"${header}"` : quoted(header)}`
  })
  if (body !== undefined) lines.push(`--data-raw ${quoted(body)}`)
  return [`curl --request ${method} ${quoted(url)}`, ...lines].join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
