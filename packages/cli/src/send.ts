import { type Client, type ClientOptions, createClient, type SentReaction } from '@kaleyra-reactions/client'
import type { CurlRequest } from '@kaleyra-reactions/model/curl'
import { keyHeader } from './catalogue.ts'
import type { Job } from './reaction.ts'

/** Sends a reaction, or its removal. */
export function send(client: Client, { emoji, ...job }: Job, signal?: AbortSignal): Promise<SentReaction> {
  return emoji === undefined
    ? client.removeReaction(job, { signal })
    : client.sendReaction({ ...job, emoji }, { signal })
}

/** Ends a call before it is sent. One error serves all calls, since each new one would cost a stack trace. */
const notSent = new Error('not sent')

/** The request that {@link send} would make, with a variable instead of the key. It is checked alike, and not sent. */
export function preview(options: ClientOptions, job: Job): Promise<CurlRequest> {
  return new Promise((resolve, reject) => {
    const fetch: typeof globalThis.fetch = async (url, { method = '', headers, body } = {}) => {
      // The client gives its headers as a plain object.
      const given: Record<string, string> = Object.fromEntries(Object.entries(headers ?? {}))
      const shown = { ...given, [keyHeader]: '$KALEYRA_API_KEY' }
      resolve({ method, url: String(url), headers: shown, body: String(body) })
      throw notSent
    }
    send(createClient({ ...options, fetch, maxRetries: 0 }), job).catch(reject)
  })
}
