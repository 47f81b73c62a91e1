import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type ClientOptions, regions } from '@kaleyra-reactions/client'
import { type Command, Option } from 'commander'
import { parameterDescription } from './catalogue.ts'
import { Failure } from './failure.ts'
import { givenAs, settingNames, variableOf } from './names.ts'
import { hide, readInput } from './output.ts'

/** Stands in for settings where nothing is sent. */
export const placeholders: ClientOptions = {
  apiKey: 'key',
  sid: 'sid',
  phoneNumber: '10000000',
  baseUrl: 'https://localhost',
}

/** Where a setting comes from, the strongest first. */
const origins = ['flag', 'standard input', 'environment', 'file'] as const

/** A setting that was found. */
export interface Setting {
  value: string
  origin: (typeof origins)[number]
}

/** The settings that were found. */
export type Settings = Partial<Record<(typeof settingNames)[number], Setting>>

/** Adds the flags of the settings to a command. */
export function addSettings(command: Command): Command {
  const say = (name: string, text: string) => `${text} (or ${variableOf(name)})`
  return command
    .option('--sid <sid>', say('sid', parameterDescription('sid')))
    .option('--phone-number <number>', say('phoneNumber', parameterDescription('phone_number')))
    .addOption(
      new Option('--region <pod>', say('region', 'The pod of the account')).choices(Object.keys(regions)),
    )
    .option('--base-url <url>', say('baseUrl', 'Another address instead of the region: the mock, a proxy'))
    .option('--env-file <file>', 'File of these variables and KALEYRA_API_KEY, readable by you alone')
    .option('--api-key-stdin', 'Read the API key from standard input instead of KALEYRA_API_KEY')
}

/**
 * Finds the settings: flags win over the environment, the environment over the file.
 *
 * @throws {Failure} when the file cannot be read, or others can.
 */
export async function readSettings(flags: Record<string, unknown>): Promise<Settings> {
  const { envFile, apiKeyStdin } = flags
  const file = typeof envFile === 'string' ? readEnvFile(envFile) : {}
  const piped = apiKeyStdin ? (await readInput()).trim() : undefined
  const found = settingNames.flatMap((name) => {
    const variable = variableOf(name)
    const values = [flags[name], name === 'apiKey' ? piped : '', process.env[variable], file[variable]]
    const index = values.findIndex((value) => typeof value === 'string' && value !== '')
    const origin = origins[index]
    return origin ? [[name, { value: String(values[index]), origin }]] : []
  })
  const settings: Settings = Object.fromEntries(found)
  const { apiKey, region, baseUrl } = settings
  hide(apiKey?.value ?? '')
  // The one that was said more explicitly holds: a --region is not overruled by a forgotten KALEYRA_BASE_URL.
  if (region && baseUrl && origins.indexOf(region.origin) < origins.indexOf(baseUrl.origin))
    delete settings.baseUrl
  return settings
}

/** What is said of a region that the document does not have. */
export const unknownRegion: string = `${givenAs('region')} must be one of ${Object.keys(regions).join(', ')}`

/** Where the settings point to; `undefined` where they name neither an address nor a known region. */
export function addressOf({ region, baseUrl }: Settings): string | undefined {
  return baseUrl?.value ?? Object.entries(regions).find(([pod]) => pod === region?.value)?.[1]
}

/**
 * The settings as the client takes them.
 *
 * @throws {Failure} naming each that is missing, and how to give it.
 */
export function clientOptions(settings: Settings): ClientOptions & { baseUrl: string } {
  const { apiKey, sid, phoneNumber, region } = settings
  const baseUrl = addressOf(settings)
  if (apiKey && sid && phoneNumber && baseUrl !== undefined)
    return { apiKey: apiKey.value, sid: sid.value, phoneNumber: phoneNumber.value, baseUrl }
  if (region && baseUrl === undefined) throw new Failure(unknownRegion)
  const missing = Object.entries({ apiKey, sid, phoneNumber, region: baseUrl })
    .filter(([, found]) => found === undefined)
    .map(([name]) => givenAs(name))
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
    throw new Failure(`--env-file ${file} cannot be read: ${Object(error).code}`)
  }
}
