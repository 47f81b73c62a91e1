import type { WarningName } from './contract/warnings.ts'
import { warningList } from './suite/read-expectation.ts'
import { readerOf } from './suite/read-given.ts'

/** Settings of the mock. All are optional. */
export interface MockOptions {
  /** Port to listen on. The default, 0, picks a free port. */
  port?: number | undefined
  /** Address to listen on. Default 127.0.0.1. */
  host?: string | undefined
  /** The keys that the mock accepts. By default it accepts any key. */
  apiKeys?: readonly string[] | undefined
  /** The SIDs that the mock accepts. By default it accepts any SID. */
  sids?: readonly string[] | undefined
  /** The business numbers that the mock accepts, with or without `+`. By default it accepts any number. */
  phoneNumbers?: readonly string[] | undefined
  /** The address for callbacks of accepted reactions. By default the mock sends none. */
  callbackUrl?: string | undefined
  /** Headers of these callbacks, for example a credential for the receiver. */
  callbackHeaders?: Record<string, string> | undefined
  /**
   * Whether `verify` is strict by default. The command then exits with status 1 if a strict verification would have failed.
   * Default false.
   */
  strict?: boolean | undefined
  /** Warnings that do not fail a strict verification. */
  allow?: readonly WarningName[] | undefined
  /**
   * Receives a line for each call, warning and callback. No line contains a secret. By default, only warnings are printed, to
   * standard error.
   */
  log?: ((line: string) => void) | undefined
}

const texts = { type: 'array', items: { type: 'string', minLength: 1 } }

/**
 * Checks options that no compiler has checked. A misspelt list, for example, would accept every value.
 *
 * @throws if an option is invalid. The message names it, but never shows a value that may contain a credential.
 */
export function readOptions(given: MockOptions | null): MockOptions {
  const { log, ...options } = given ?? {}
  const properties = {
    port: { type: 'integer', minimum: 0, maximum: 65_535 },
    host: { type: 'string', minLength: 1 },
    apiKeys: texts,
    sids: texts,
    phoneNumbers: texts,
    callbackUrl: { type: 'string' },
    callbackHeaders: { type: 'object', additionalProperties: { type: 'string' } },
    strict: { type: 'boolean' },
    allow: warningList,
  } satisfies Record<Exclude<keyof MockOptions, 'log'>, object>
  const read = readerOf<MockOptions>('options', {
    type: 'object',
    properties,
    additionalProperties: false,
  })
  return { ...read(options), log }
}
