import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { explainError } from '../contract/explain.ts'
import { ScenarioError } from './scenario.ts'

/**
 * Makes a function that checks an untyped value against a JSON Schema and returns it.
 *
 * @param what the name of the value in messages, such as `scenario`.
 */
export function readerOf<Value>(what: string, schema: object): (given: unknown) => Value {
  const validate = new Ajv2020({ strict: false, verbose: true, logger: false }).compile<Value>(schema)
  return (given) => {
    const value = withoutUndefined(given)
    if (!isJson(value)) {
      throw new ScenarioError(
        `Invalid ${what}: use plain JSON values. Functions, regular expressions, test matchers, class instances and nested undefined values are not allowed.`,
      )
    }
    if (validate(value)) return value
    const [error] = validate.errors ?? []
    throw new ScenarioError(
      `Invalid ${what}: ${error === undefined ? 'unknown reason' : explainError(error, 'it')}.`,
    )
  }
}

/** Removes members that are `undefined`. */
function withoutUndefined(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const members = Object.entries(given).filter(([, value]) => value !== undefined)
  return members.length === Object.keys(given).length ? given : Object.fromEntries(members)
}

/** Tells whether a value stays the same in JSON. */
function isJson(value: unknown): boolean {
  try {
    return value === undefined || isDeepStrictEqual(value, JSON.parse(JSON.stringify(value)))
  } catch {
    return false
  }
}
