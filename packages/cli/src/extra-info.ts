import { InvalidInputError, type RemovalOptions } from '@kaleyra-reactions/client'
import { type Command, Option } from 'commander'
import { type ExtraInfoField, extraInfoFields } from './catalogue.ts'
import { flagOf } from './setting-names.ts'

/** The optional details of a reaction, as the client takes them. */
type ExtraInfo = RemovalOptions['extraInfo']

/**
 * Adds a flag for each field of `extra_info` to a command that has its other flags. A field whose flag would be one of
 * those, or would switch one off, gets a longer flag.
 *
 * @returns reads the fields from the values of the flags; gives `undefined` where none was given.
 */
export function addExtraInfo(command: Command): (flags: Record<string, unknown>) => ExtraInfo {
  const options = extraInfoFields.map((field) => {
    const flag = freeFlagOf(field.name, command)
    const option = new Option(`${flag} <value>`, field.help)
    option.argParser((text: string, earlier: unknown) => {
      const value = valueFromText(field, text, flag)
      if (!field.isList) return value
      return [...(Array.isArray(earlier) ? earlier : []), value]
    })
    command.addOption(option)
    return { name: field.name, member: option.attributeName() }
  })
  return (flags) => {
    const given = options.filter(({ member }) => flags[member] !== undefined)
    if (given.length === 0) return undefined
    return Object.fromEntries(given.map(({ name, member }) => [name, flags[member]]))
  }
}

/** The flag of a field, with `extra-info` before it as often as another flag of the command is in its way. */
function freeFlagOf(name: string, command: Command): string {
  const flag = flagOf(name)
  const member = new Option(flag).attributeName()
  const isHelp = flag === '--help'
  const isTaken = isHelp || command.options.some((other) => other.attributeName() === member)
  return isTaken || flag.startsWith('--no-') ? freeFlagOf(`extra_info_${name}`, command) : flag
}

/**
 * Reads `extraInfo` of a line of a batch, which has only members that the document knows.
 *
 * @throws {InvalidInputError} naming the member that has another type than the document says.
 */
export function extraInfoFromLine(members: Record<string, unknown>): ExtraInfo {
  for (const field of extraInfoFields) {
    const { name } = field
    const value = members[name]
    if (value === undefined) continue
    const values = field.isList && Array.isArray(value) ? value : [value]
    const isList = field.isList === Array.isArray(value)
    if (!isList || !values.every((each) => isOfType(field, each)))
      throw new InvalidInputError(
        `extraInfo.${name}`,
        `must be ${field.isList ? 'a list, each of it ' : ''}${expectedBy(field)}`,
      )
  }
  return members
}

const typeWords: Record<ExtraInfoField['type'], string> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function isOfType({ type, values }: ExtraInfoField, value: unknown): boolean {
  const isAllowed = values === undefined || values.some((each) => each === value)
  return isAllowed && (type === 'integer' ? Number.isInteger(value) : typeof value === type)
}

/** @throws {InvalidInputError} naming the flag when the text is no value of the type of its field. */
function valueFromText(field: ExtraInfoField, text: string, flag: string): unknown {
  const value = valueOfType(field.type, text)
  if (isOfType(field, value)) return value
  throw new InvalidInputError(flag, `must be ${expectedBy(field)}`)
}

function valueOfType(type: ExtraInfoField['type'], text: string): unknown {
  if (type === 'string') return text
  return type === 'boolean' ? booleanFrom(text) : numberFrom(text)
}

/** What a field takes, in words. */
function expectedBy({ type, values }: ExtraInfoField): string {
  return values === undefined ? typeWords[type] : `one of ${values.join(', ')}`
}

function booleanFrom(text: string): boolean | undefined {
  if (text === 'true') return true
  return text === 'false' ? false : undefined
}

function numberFrom(text: string): number | undefined {
  const value = Number(text)
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value
}
