import { inspect } from 'node:util'
import { isJsonValue, isObject, isWhole, type Member, membersProblemOf } from './members.ts'
import type { MockOptions } from './options.ts'

const isText = (value: unknown) => typeof value === 'string'
const isSwitch = (value: unknown) => typeof value === 'boolean'
const isFilled = (value: unknown) => isText(value) && value !== ''
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isFilled)

const members: Record<keyof MockOptions, Member> = {
  port: { takes: 'a whole number from 0 to 65535', accepts: (value) => isWhole(value, 0, 65_535) },
  host: { takes: 'an address as a text', accepts: isFilled },
  document: { takes: 'the path of a file as a text', accepts: isText },
  apiKeys: { takes: 'a list of texts that are not empty', accepts: isTexts, isSecret: true },
  sids: { takes: 'a list of texts that are not empty', accepts: isTexts },
  phoneNumbers: { takes: 'a list of texts that are not empty', accepts: isTexts },
  callbackUrl: { takes: 'an http or https address as a text', accepts: isText, isSecret: true },
  callbackHeaders: {
    takes: 'an object of texts',
    // An object of `Headers`, say, shows none of its members.
    accepts: (value) => isObject(value) && isJsonValue(value) && Object.values(value).every(isText),
    isSecret: true,
  },
  cors: { takes: 'true or false', accepts: isSwitch },
  strict: { takes: 'true or false', accepts: isSwitch },
  log: { takes: 'a function', accepts: (value) => typeof value === 'function' },
}

/**
 * Checks options whose types no compiler has checked: a list under a wrong name, or a text in its place, would accept
 * what it should not.
 *
 * @throws when one of them is none; the message names it.
 */
export function checkOptions(options: MockOptions): void {
  if (!isObject(options)) throw new Error(`the options of the mock are an object, not ${inspect(options)}.`)
  const problem = membersProblemOf('the options of the mock', options, members)
  if (problem !== undefined) throw new Error(problem)
}
