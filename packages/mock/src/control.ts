import { type Answer, type EngineRequest, json, problem } from './engine.ts'
import type { Control } from './mock.ts'

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

/**
 * Does what a call to the reserved path asks for.
 *
 * @throws when the body is no JSON, or no scenario.
 */
export function answerControl({ method, path, text }: EngineRequest, control: Control): Answer {
  const act = actions[`${method} ${path.slice(controlPath.length + 1)}`]
  if (!act) return problem(404, `Known: ${Object.keys(actions).join(', ')}, below ${controlPath}/.`)
  const body = act(control, text)
  return json(body === undefined ? 204 : 200, body)
}
