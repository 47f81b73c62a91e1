import { textMember } from '@kaleyra-reactions/model/member'
import { hintFor } from '../hint.ts'
import { ScenarioError } from '../suite/scenario.ts'
import type { Suite } from '../suite/suite.ts'
import { jsonResponse, type MockRequest, type MockResponse, problemResponse } from './exchange.ts'

/** The reserved path. Test suites in other languages control the mock below it. */
export const controlPath = '/__mock'

const done: MockResponse = jsonResponse(204, undefined)

/** An action. The value is that of the body; `undefined` if it is empty. */
type Act = (suite: Suite, value: unknown) => MockResponse | Promise<MockResponse>

const actions: Readonly<Record<string, Act>> = {
  'GET health': () => jsonResponse(200, { status: 'ok' }),
  'GET calls': (suite) => jsonResponse(200, suite.calls),
  'GET callbacks': (suite) => jsonResponse(200, suite.callbacks),
  'GET settled': async (suite) => {
    await suite.settled()
    return jsonResponse(200, suite.callbacks)
  },
  'POST verify': (suite, value = {}) => {
    // Not 2xx, so that `curl --fail` and `raise_for_status` notice a failed verification.
    const verification = suite.compare(value)
    return jsonResponse(verification.passed ? 200 : 409, verification)
  },
  'POST next': (suite, value) => {
    suite.next(...[value ?? []].flat())
    return done
  },
  'POST always': (suite, value) => {
    suite.always(value)
    return done
  },
  'POST callback': async (suite, value) => {
    const delivery = await suite.callback(textMember(value, 'name') ?? '', value)
    return jsonResponse(delivery.error === undefined ? 200 : 502, delivery)
  },
  'POST reset': (suite) => {
    suite.reset()
    return done
  },
}

/** Responds to a request below the reserved path. */
export async function respondToControl(request: MockRequest, suite: Suite): Promise<MockResponse> {
  // Tools that wait for a server send HEAD; the server leaves out the body.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const name = `${method} ${request.path.slice(controlPath.length + 1)}`
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (act === undefined) {
    const hint = hintFor(name, Object.keys(actions))
    return problemResponse(404, `${name} is unknown below ${controlPath}/: ${hint}.`)
  }
  try {
    return await act(suite, jsonValueOf(request))
  } catch (error) {
    if (error instanceof ScenarioError) return problemResponse(400, error.message)
    throw error
  }
}

/** The body as JSON, whatever its content type: the default of curl is another. */
function jsonValueOf({ text }: MockRequest): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new ScenarioError('The body must be JSON, such as "E110" (with the quotes) or {"status":429}.')
  }
}
