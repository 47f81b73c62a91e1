import { type Answer, type EngineRequest, json, problem } from './engine.ts'
import type { Control } from './mock.ts'
import { UnknownScenarioError } from './scenario.ts'

/** The reserved path: what a suite in another language says to the mock, and reads from it. */
export const controlPath = '/__mock'

const actions: Record<string, (control: Control, text: string) => unknown> = {
  'GET calls': ({ calls }) => calls,
  'GET callbacks': ({ callbacks }) => callbacks,
  'GET coverage': ({ coverage }) => coverage(),
  'POST next': ({ next }, text) => next(...[JSON.parse(text)].flat()),
  'POST always': ({ always }, text) => always(JSON.parse(text)),
  'POST reset': ({ reset }) => reset(),
}

/** Does what a call to the reserved path asks for. */
export function answerControl({ method, path, text }: EngineRequest, control: Control): Answer {
  const act = actions[`${method} ${path.slice(controlPath.length + 1)}`]
  if (!act) return problem(404, `Known: ${Object.keys(actions).join(', ')}, below ${controlPath}/.`)
  try {
    const body = act(control, text)
    return json(body === undefined ? 204 : 200, body)
  } catch (error) {
    if (error instanceof UnknownScenarioError) return problem(400, error.message)
    if (!(error instanceof SyntaxError)) throw error
    return problem(400, 'The body must be JSON, such as "E110" or {"status":429}.')
  }
}
