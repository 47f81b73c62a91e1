import type { WarningName } from './contract/warnings.ts'
import { warningNames } from './suite/read-expectation.ts'
import { readerOf } from './suite/read-given.ts'

/** Settings of the mock, all of them optional. */
export interface MockOptions {
  /** Port to listen on. The default, 0, takes a free one. */
  port?: number | undefined
  /** Address to listen on. Default 127.0.0.1. */
  host?: string | undefined
  /** Path of another document: a bundle that `spec` built. Default: the document of this package. */
  document?: string | undefined
  /** The keys that are accepted. Without this list, every key is. */
  apiKeys?: readonly string[] | undefined
  /** The SIDs that are accepted. Without this list, every SID is. */
  sids?: readonly string[] | undefined
  /** The business numbers that are accepted, with or without `+`. Without this list, every number is. */
  phoneNumbers?: readonly string[] | undefined
  /** Where the callback of an accepted reaction is posted. Without it, no callback follows. */
  callbackUrl?: string | undefined
  /** Headers of these callbacks, such as the credential that the receiver expects. Their names match in any case. */
  callbackHeaders?: Record<string, string> | undefined
  /** Whether a browser may read the responses from a page of any origin. Default true. */
  cors?: boolean | undefined
  /**
   * Whether `verify` is strict unless told otherwise. The command then ends with status 1 after a refused call, a warning or
   * a queued scenario that no call used. Default false.
   */
  strict?: boolean | undefined
  /** Warnings that strict verifications let pass. */
  allow?: readonly WarningName[] | undefined
  /**
   * Gets a line for each call, each warning and each callback. No line holds a secret. Without it, warnings go to standard
   * error, and the other lines nowhere.
   */
  log?: ((line: string) => void) | undefined
}

const texts = { type: 'array', items: { type: 'string', minLength: 1 } }

/**
 * Reads options whose types no compiler has checked: a list under a wrong name, or a text in its place, would accept what
 * it should not.
 *
 * @throws when one of them is none; the message names it, and shows no value of one that can hold a credential.
 */
export function readOptions({ log, ...options }: MockOptions): MockOptions {
  const properties = {
    port: { type: 'integer', minimum: 0, maximum: 65_535 },
    host: { type: 'string', minLength: 1 },
    document: { type: 'string', minLength: 1 },
    apiKeys: texts,
    sids: texts,
    phoneNumbers: texts,
    callbackUrl: { type: 'string' },
    callbackHeaders: { type: 'object', additionalProperties: { type: 'string' } },
    cors: { type: 'boolean' },
    strict: { type: 'boolean' },
    allow: warningNames,
  } satisfies Record<Exclude<keyof MockOptions, 'log'>, object>
  if (log !== undefined && typeof log !== 'function')
    throw new Error('Invalid options: log must be a function.')
  const read = readerOf<MockOptions>('options', {
    type: 'object',
    properties,
    additionalProperties: false,
  })
  return { ...read(options), log }
}
