import { type Answer, type EngineRequest, problem } from './engine.ts'
import type { Control } from './mock.ts'
import { UnknownScenarioError } from './scenario.ts'

/** The reserved path: what a suite in another language says to the mock, and reads from it. */
export const controlPath = '/__mock'

/** `GET calls, callbacks, coverage`; `POST next` (a scenario or a list), `always` (a scenario), `reset`. */
export async function answerControl(
  { method, path, text }: EngineRequest,
  control: Control,
): Promise<Answer> {
  const [status, body] = resultOf(`${method} ${path.slice(controlPath.length + 1)}`, text, control)
  if (typeof body === 'string') return problem(status, body)
  return { status, headers: { 'content-type': 'application/json' }, body }
}

function resultOf(action: string, text: string, control: Control): [status: number, body: unknown] {
  try {
    switch (action) {
      case 'GET calls':
        return [200, control.calls]
      case 'GET callbacks':
        return [200, control.callbacks]
      case 'GET coverage':
        return [200, control.coverage()]
      case 'POST next':
        control.next(...[JSON.parse(text)].flat())
        return [204, undefined]
      case 'POST always':
        control.always(JSON.parse(text))
        return [204, undefined]
      case 'POST reset':
        control.reset()
        return [204, undefined]
      default:
        return [
          404,
          `Known: GET calls, callbacks, coverage; POST next, always, reset, below ${controlPath}/.`,
        ]
    }
  } catch (error) {
    if (error instanceof UnknownScenarioError) return [400, error.message]
    if (error instanceof SyntaxError) return [400, `The body must be JSON, such as "E110" or {"status":429}.`]
    throw error
  }
}
