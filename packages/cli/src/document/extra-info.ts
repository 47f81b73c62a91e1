import type { ExtraInfo } from '@kaleyra-reactions/client'
import type { Type } from '@kaleyra-reactions/model/types'
import { type Command, Option } from 'commander'
import { flagOf } from '../settings/setting-names.ts'
import { extraInfoFields, helpOf, names } from './document.ts'

/**
 * Adds a flag for each field of `extra_info` to a command that has its other flags. A field whose flag would be one of
 * those, or would switch one off, gets a longer flag.
 *
 * @returns reads the fields from the values of the flags; gives `undefined` where none was given.
 */
export function addExtraInfo(command: Command): (flags: Record<string, unknown>) => ExtraInfo | undefined {
  const options = extraInfoFields.map((field) => {
    const option = new Option(`${freeFlagOf(field.name, command)} <value>`, helpOf(field))
    option.argParser((text: string, earlier: unknown) => {
      if (field.type.kind !== 'list') return valueFrom(text, field.type)
      return [...(Array.isArray(earlier) ? earlier : []), valueFrom(text, field.type.items)]
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
  return isTaken || flag.startsWith('--no-') ? freeFlagOf(`${names.extraInfo}_${name}`, command) : flag
}

/** The value that a text of the command line stands for. Where it stands for none of this type, the client refuses it. */
function valueFrom(text: string, { kind }: Type): unknown {
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  const isNumber = (kind === 'integer' || kind === 'number') && text.trim() !== ''
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : text
}
