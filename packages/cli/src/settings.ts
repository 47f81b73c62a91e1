import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type ClientOptions, regions } from '@kaleyra-reactions/client'
import { textMember } from '@kaleyra-reactions/model/member'
import { type Command, Option } from 'commander'
import { parameterDescription } from './catalogue.ts'
import { Failure } from './errors.ts'
import { givenAs, type SettingName, settingNames, variableOf } from './setting-names.ts'
import { hideKey, readInput } from './terminal.ts'

/** Stands in for settings where nothing is sent. */
export const placeholders: ClientOptions = {
  apiKey: 'key',
  sid: 'sid',
  phoneNumber: '10000000',
  baseUrl: 'https://localhost',
}

/** The places where a setting can come from, the strongest first. */
const origins = ['flag', 'standard input', 'environment', 'file'] as const

/** A setting that was given. */
export interface Setting {
  value: string
  origin: (typeof origins)[number]
}

/** The settings that were given. */
export type Settings = Partial<Record<SettingName, Setting>>

/** Adds the flags of the settings to a command. */
export function addSettings(command: Command): Command {
  const withVariable = (name: SettingName, text: string) => `${text} (or ${variableOf(name)})`
  const region = new Option('--region <pod>', withVariable('region', 'The pod of the account'))
  return command
    .option('--sid <sid>', withVariable('sid', parameterDescription('sid')))
    .option('--phone-number <number>', withVariable('phoneNumber', parameterDescription('phone_number')))
    .addOption(region.choices(Object.keys(regions)))
    .option(
      '--base-url <url>',
      withVariable('baseUrl', 'Another address instead of the region: the mock, a proxy'),
    )
    .option('--env-file <file>', 'File of these variables and KALEYRA_API_KEY, readable by you alone')
    .option('--api-key-stdin', 'Read the API key from standard input instead of KALEYRA_API_KEY')
}

/**
 * Finds the settings: a flag wins over the environment, the environment over the file.
 *
 * @throws {Failure} when the file cannot be read, or when others can read it.
 */
export async function readSettings(flags: Record<string, unknown>): Promise<Settings> {
  const { envFile, apiKeyStdin } = flags
  const file = typeof envFile === 'string' ? readEnvFile(envFile) : {}
  const piped = apiKeyStdin ? (await readInput()).trim() : undefined
  const settings: Settings = {}
  for (const name of settingNames) {
    const variable = variableOf(name)
    const setting = firstGiven({
      flag: flags[name],
      'standard input': name === 'apiKey' ? piped : undefined,
      environment: process.env[variable],
      file: file[variable],
    })
    if (setting !== undefined) settings[name] = setting
  }
  hideKey(settings.apiKey?.value ?? '')
  // Both name the address, and the stronger one holds: a forgotten KALEYRA_BASE_URL does not overrule a --region.
  const { region, baseUrl } = settings
  if (region && baseUrl && isStronger(region, baseUrl)) delete settings.baseUrl
  return settings
}

/** The setting from the strongest place that holds one; an empty text counts as none. */
function firstGiven(values: Record<Setting['origin'], unknown>): Setting | undefined {
  for (const origin of origins) {
    const value = values[origin]
    if (typeof value === 'string' && value !== '') return { value, origin }
  }
  return undefined
}

function isStronger(setting: Setting, other: Setting): boolean {
  return origins.indexOf(setting.origin) < origins.indexOf(other.origin)
}

/** What is wrong with a region that the document does not have. */
export const unknownRegion: string = `${givenAs('region')} must be one of ${Object.keys(regions).join(', ')}`

/** The address that the settings name; `undefined` where they name neither an address nor a known region. */
export function addressOf({ region, baseUrl }: Settings): string | undefined {
  return baseUrl?.value ?? Object.entries(regions).find(([pod]) => pod === region?.value)?.[1]
}

/**
 * The settings as the client takes them.
 *
 * @throws {Failure} naming each setting that is missing, and how to give it.
 */
export function clientOptions(settings: Settings): ClientOptions & { baseUrl: string } {
  const { apiKey, sid, phoneNumber, region } = settings
  const baseUrl = addressOf(settings)
  if (apiKey && sid && phoneNumber && baseUrl !== undefined)
    return { apiKey: apiKey.value, sid: sid.value, phoneNumber: phoneNumber.value, baseUrl }
  if (region && baseUrl === undefined) throw new Failure(unknownRegion)
  const missing = Object.entries({ apiKey, sid, phoneNumber, region: baseUrl }).flatMap(([name, found]) =>
    found === undefined ? givenAs(name) : [],
  )
  throw new Failure(`not set: ${missing.join(', ')}`)
}

function readEnvFile(file: string): Record<string, string | undefined> {
  try {
    const text = readFileSync(file, 'utf8')
    const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
    if (isOpen) throw new Failure(`others can read ${file}, which may hold the key; run: chmod 600 ${file}`)
    return parseEnv(text)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`--env-file ${file} cannot be read: ${textMember(error, 'code')}`)
  }
}
