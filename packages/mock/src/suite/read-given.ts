import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { explainError } from '../contract/explain.ts'
import { ScenarioError } from './scenario.ts'

/**
 * Makes the reader of what a suite gives: it gives the value back once a JSON Schema has found it right.
 *
 * @param what what the value is called in a message, such as `a scenario`.
 */
export function readerOf<Value>(what: string, schema: object): (given: unknown) => Value {
  const validate = new Ajv2020({ strict: false, verbose: true, logger: false }).compile<Value>(schema)
  return (given) => {
    const value = withoutUndefined(given)
    if (!isJson(value)) {
      throw new ScenarioError(
        `${what} holds what JSON cannot say: a function, an expression, a matcher of a test runner, an undefined member or an object of a class. Give plain values.`,
      )
    }
    if (validate(value)) return value
    const [error] = validate.errors ?? []
    throw new ScenarioError(`${what}: ${error === undefined ? 'is none' : explainError(error, 'it')}.`)
  }
}

/** A member that is `undefined` says nothing. */
function withoutUndefined(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const members = Object.entries(given).filter(([, value]) => value !== undefined)
  return members.length === Object.keys(given).length ? given : Object.fromEntries(members)
}

/** Tells whether JSON says a value as it is. */
function isJson(value: unknown): boolean {
  try {
    return value === undefined || isDeepStrictEqual(value, JSON.parse(JSON.stringify(value)))
  } catch {
    return false
  }
}
