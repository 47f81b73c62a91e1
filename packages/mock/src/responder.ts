import { checkListsApply } from './allow-lists.ts'
import { type Answer, CallResponder, type UnreadRequest } from './call-responder.ts'
import { readReceiver } from './callback-receiver.ts'
import { type Contract, readContract } from './contract.ts'
import { controlPath, respondToControl } from './control-path.ts'
import { corsHeadersFor, preflightResponse } from './cors.ts'
import { violationsHeaderOf } from './diagnostics.ts'
import { createEngine } from './engine.ts'
import { failureResponse, type MockRequest, type MockResponse, type RawRequest } from './exchange.ts'
import type { MockOptions } from './options.ts'
import { readRequest } from './read-request.ts'
import { Scopes } from './scopes.ts'

/** Responds to requests by the document and by what the suites say. */
export interface Responder {
  contract: Contract
  scopes: Scopes
  respond(raw: RawRequest): Promise<Answer>
  /** Notes a request that was refused before it was read. */
  refuseUnread(refusal: MockResponse, request?: UnreadRequest): void
  /** Tells of bytes that are no request, or not a whole one. */
  tellUnread(line: string): void
}

/** @throws when the document cannot be read or trusted, or an option is none. */
export async function createResponder(options: MockOptions): Promise<Responder> {
  const { cors = true, strict = false, log = () => undefined } = options
  const receiver = readReceiver(options)
  const contract = readContract(options.document)
  checkListsApply(contract, options)
  const engine = await createEngine(contract)
  const scopes = new Scopes({
    contract,
    receiver,
    log,
    known: { cases: contract.cases, hasCallbackUrl: receiver !== undefined },
    secrets: [contract.keyHeader, 'authorization', 'cookie'],
    isStrict: strict,
  })
  const callResponder = new CallResponder({
    contract,
    engine,
    scopes,
    options,
    log,
    hasReceiver: receiver !== undefined,
  })

  async function respond(raw: RawRequest): Promise<Answer> {
    const request = readRequest(raw)
    const answer = await answerTo(request)
    const { response } = answer
    const headers = {
      ...(cors && corsHeadersFor(request)),
      ...(response.violations.length > 0 && { 'sl-violations': violationsHeaderOf(response.violations) }),
      ...response.headers,
    }
    return { ...answer, response: { ...response, headers } }
  }

  async function answerTo(request: MockRequest): Promise<Answer> {
    const isControl = request.path === controlPath || request.path.startsWith(`${controlPath}/`)
    const preflight = cors ? preflightResponse(request) : undefined
    if (preflight === undefined && !isControl) return callResponder.respond(request)
    const response = preflight ?? (await respondToControl(request, scopes).catch(failureResponse))
    return { response, scenario: {}, call: undefined, operation: undefined }
  }

  return {
    contract,
    scopes,
    respond,
    refuseUnread: (refusal, request) => callResponder.refuseUnread(refusal, request),
    tellUnread: log,
  }
}
