import { type Client, type ClientOptions, createClient, type SentReaction } from '@kaleyra-reactions/client'
import { keyHeader } from './catalogue.ts'
import type { Job } from './reaction.ts'

/** Sends a reaction, or its removal. */
export function send(client: Client, { emoji, ...job }: Job, signal?: AbortSignal): Promise<SentReaction> {
  return emoji === undefined
    ? client.removeReaction(job, { signal })
    : client.sendReaction({ ...job, emoji }, { signal })
}

/** A request as it would go out, with a variable instead of the key. */
export interface Preview {
  method: string
  url: string
  headers: Record<string, string>
  body: string
}

/** Ends a call before it is sent; one for all, as each error costs a stack trace. */
const notSent = new Error('not sent')

/** The request that {@link send} would make; checked in the same way, and not sent. */
export function preview(options: ClientOptions, job: Job): Promise<Preview> {
  return new Promise((resolve, reject) => {
    const fetch: typeof globalThis.fetch = async (url, { method = '', headers, body } = {}) => {
      const shown = { ...Object.fromEntries(Object.entries({ ...headers })), [keyHeader]: '$KALEYRA_API_KEY' }
      resolve({ method, url: String(url), headers: shown, body: String(body) })
      throw notSent
    }
    send(createClient({ ...options, fetch, maxRetries: 0 }), job).catch(reject)
  })
}

/** A request as a curl command to paste into a shell. */
export function curlOf({ method, url, headers, body }: Preview): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `--header ${name === keyHeader ? `"${name}: ${value}"` : quote(`${name}: ${value}`)}`,
  )
  return [`curl --request ${method} ${quote(url)}`, ...lines, `--data-raw ${quote(body)}`].join(' \\\n  ')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
