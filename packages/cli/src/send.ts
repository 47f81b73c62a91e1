import {
  type Client,
  type ClientOptions,
  createClient,
  type ReactionOptions,
  type SentReaction,
} from '@kaleyra-reactions/client'
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
export async function preview(options: ClientOptions, job: Job): Promise<Preview> {
  let seen: Preview | undefined
  const fetch = async (url: string | URL | Request, { method = '', headers, body }: RequestInit = {}) => {
    seen = {
      method,
      url: String(url),
      headers: { ...Object.fromEntries(Object.entries({ ...headers })), 'api-key': '$KALEYRA_API_KEY' },
      body: String(body),
    }
    throw notSent
  }
  await send(createClient({ ...options, fetch, maxRetries: 0 }), job).catch((error) => {
    if (seen === undefined) throw error
  })
  if (seen === undefined) throw new Error('The client made no request')
  return seen
}

/** A request as a curl command to paste into a shell. */
export function curlOf({ method, url, headers, body }: Preview): string {
  const lines = Object.entries(headers).map(
    ([name, value]) => `--header ${name === 'api-key' ? `"${name}: ${value}"` : quote(`${name}: ${value}`)}`,
  )
  return [`curl --request ${method} ${quote(url)}`, ...lines, `--data-raw ${quote(body)}`].join(' \\\n  ')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** The optional flags as `extra_info`; without any of them, nothing. */
export function extraInfoFrom(
  flags: Record<string, unknown>,
  fields: readonly string[],
): Pick<ReactionOptions, 'extraInfo'> {
  const given = fields.flatMap((field) => {
    const value = flags[field.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())]
    return typeof value === 'string' ? [[field, value]] : []
  })
  return given.length > 0 ? { extraInfo: Object.fromEntries(given) } : {}
}
