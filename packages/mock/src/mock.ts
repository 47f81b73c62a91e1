import { type CallbackReceiver, readReceiver } from './callbacks/receiver.ts'
import { readContract } from './contract/contract.ts'
import { createEngine } from './contract/engine.ts'
import { createDirectFetch } from './http/direct-fetch.ts'
import { MockServer } from './http/server.ts'
import { type MockOptions, readOptions } from './options.ts'
import { Responder } from './responder.ts'
import type { Control } from './suite/control.ts'
import { Suite } from './suite/suite.ts'

/** A running mock. */
export interface Mock extends Control, AsyncDisposable {
  /** Base address, for example `http://127.0.0.1:4010`. */
  readonly url: string
  /** Responds like the server, but without the network. Pass it to a client as its `fetch` option. */
  readonly fetch: typeof globalThis.fetch
  /** The problems that a strict verification would have found since the start. `reset` keeps them. */
  readonly failures: readonly string[]
  /**
   * Stops the mock. It breaks off delays, stalls, incomplete uploads and pending callbacks. Afterwards you can still read the
   * calls and the callbacks. `next`, `always`, `callback`, `verify` and `settled` throw.
   */
  close(): Promise<void>
}

/** Starts the mock; see `startMock`. */
export async function serveMock(given: MockOptions): Promise<Mock> {
  const options = readOptions(given)
  const { port = 0, host = '127.0.0.1', strict = false, allow = [] } = options
  const log = options.log ?? (() => undefined)
  const warn = options.log ?? ((line: string) => console.error(`mock: ${line}`))
  const receiver = receiverFrom(options)
  const contract = readContract()
  const engine = await createEngine(contract)
  const secrets = [contract.keyHeader, 'authorization', 'cookie']
  const suite = new Suite({ contract, receiver, secrets, isStrict: strict, allow, log })
  const responder = new Responder({ contract, engine, suite, options, receiver, log, warn })
  const server = new MockServer(responder)
  const url = await server.listen(port, host)
  const direct = createDirectFetch(responder)

  async function close(): Promise<void> {
    await Promise.all([suite.close(), server.close(), direct.close()])
  }
  return {
    url,
    fetch: direct.fetch,
    next: (...scenarios) => suite.next(...scenarios),
    always: (scenario) => suite.always(scenario),
    callback: (name, settings) => suite.callback(name, settings),
    reset: () => suite.reset(),
    calls: suite.calls,
    callbacks: suite.callbacks,
    verify: (expectation) => suite.verify(expectation),
    settled: () => suite.settled(),
    get failures() {
      return suite.failures
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The receiver of the callbacks of accepted calls; `undefined` if there is none. */
function receiverFrom({ callbackUrl, callbackHeaders = {} }: MockOptions): CallbackReceiver | undefined {
  if (callbackUrl !== undefined) {
    return readReceiver(callbackUrl, callbackHeaders, { url: 'callbackUrl', headers: 'callbackHeaders' })
  }
  if (Object.keys(callbackHeaders).length === 0) return undefined
  throw new Error('callbackHeaders needs callbackUrl (--callback-url): without it, no callback is sent.')
}
