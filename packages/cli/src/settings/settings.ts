import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { type ClientOptions, regions } from '@kaleyra-reactions/client'
import type { Command } from 'commander'
import { numberFrom } from '../commands/flags.ts'
import { help } from '../document/document.ts'
import { Failure, systemReason } from '../terminal/errors.ts'
import { readInput } from '../terminal/output.ts'
import { keepSecret } from '../terminal/secrets.ts'
import { givenAs, type SettingName, settingNames, variableOf } from './setting-names.ts'

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
export type Settings = Partial<Record<SettingName, Setting>> & {
  /** Seconds that a request may take. */
  timeout?: number
}

/** The flags that {@link addSettings} adds. */
export interface SettingFlags extends Record<string, unknown> {
  config?: string
  apiKeyStdin?: boolean
  timeout?: number
}

/** Adds the flags of the settings to a command. */
export function addSettings(command: Command): Command {
  const withVariable = (name: SettingName, text: string) => `${text} (${variableOf(name)})`
  return command
    .option('--sid <sid>', withVariable('sid', help.sid))
    .option('--phone-number <number>', withVariable('phoneNumber', help.phoneNumber))
    .option(
      '--region <pod>',
      withVariable('region', `The region (pod) of the account: ${regionNames.join(', ')}.`),
    )
    .option(
      '--base-url <url>',
      withVariable('baseUrl', 'Address of the mock or a proxy, instead of a region.'),
    )
    .option('--config <file>', 'Private file (chmod 600) with these variables, as NAME=value lines.')
    .option('--api-key-stdin', `Read the key from standard input instead of ${variableOf('apiKey')}.`)
    .option('--timeout <seconds>', 'Time limit for each request. Default: 30.', numberFrom(0.001, 86_400))
}

const regionNames = Object.keys(regions)

/** What is wrong with a region that the document does not have. */
export const unknownRegion: string = `${givenAs('region')} must be one of ${regionNames.join(', ')}`

/**
 * Finds the settings: a flag wins over the environment, the environment over the file. An empty text counts as not set.
 * The key is printed nowhere from then on.
 *
 * @throws {Failure} when the file cannot be read, when others can read it, or when the key is to come from standard input
 * and does not.
 */
export async function readSettings(
  flags: SettingFlags,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Settings> {
  const { config, apiKeyStdin, timeout } = flags
  const file = config === undefined ? {} : readConfig(config)
  const piped = apiKeyStdin ? await readKey() : undefined
  const settings: Settings = timeout === undefined ? {} : { timeout }
  for (const name of settingNames) {
    const variable = variableOf(name)
    const setting = firstGiven({
      flag: flags[name],
      'standard input': name === 'apiKey' ? piped : undefined,
      environment: environment[variable],
      file: file[variable],
    })
    if (setting !== undefined) settings[name] = setting
  }
  keepSecret(settings.apiKey?.value ?? '')
  if (settings.region !== undefined) settings.region.value = settings.region.value.toLowerCase()
  return settings
}

/** The key from standard input. A terminal would show it. */
async function readKey(): Promise<string> {
  const key = process.stdin.isTTY ? '' : (await readInput()).trim()
  if (key === '') throw new Failure('--api-key-stdin found no key. Pipe the key into it.')
  return key
}

/** The setting from the strongest place that holds one; an empty text counts as none. */
function firstGiven(values: Record<Setting['origin'], unknown>): Setting | undefined {
  for (const origin of origins) {
    const value = values[origin]
    if (typeof value === 'string' && value !== '') return { value, origin }
  }
  return undefined
}

/**
 * The setting that names the address; `undefined` where none does. Of two the one from the stronger place: a forgotten
 * KALEYRA_BASE_URL does not overrule a --region. From one place it is the base URL.
 */
export function addressSettingOf({ region, baseUrl }: Settings): 'region' | 'baseUrl' | undefined {
  if (baseUrl === undefined) return region === undefined ? undefined : 'region'
  if (region === undefined) return 'baseUrl'
  return origins.indexOf(region.origin) < origins.indexOf(baseUrl.origin) ? 'region' : 'baseUrl'
}

/** The address that the settings name; `undefined` where they name neither an address nor a known region. */
export function addressOf(settings: Settings): string | undefined {
  if (addressSettingOf(settings) === 'baseUrl') return settings.baseUrl?.value
  return Object.entries(regions).find(([pod]) => pod === settings.region?.value)?.[1]
}

/** The settings as the client takes them, with the address that they name. */
export type CompleteOptions = ClientOptions & { baseUrl: string }

/**
 * The settings as the client takes them.
 *
 * @throws {Failure} naming each setting that is missing, and how to give it.
 */
export function clientOptions(settings: Settings): CompleteOptions {
  const { apiKey, sid, phoneNumber, region, timeout } = settings
  const baseUrl = addressOf(settings)
  if (apiKey && sid && phoneNumber && baseUrl !== undefined)
    return {
      apiKey: apiKey.value,
      sid: sid.value,
      phoneNumber: phoneNumber.value,
      baseUrl,
      timeout: timeout === undefined ? undefined : timeout * 1000,
    }
  if (region && baseUrl === undefined) throw new Failure(unknownRegion)
  throw notSet({ apiKey, sid, phoneNumber, region: baseUrl })
}

/** The refusal that names each field that is missing, and how to give it. */
export function notSet(fields: Record<string, unknown>): Failure {
  const missing = Object.keys(fields).filter((name) => fields[name] === undefined)
  return new Failure(`missing: ${missing.map(givenAs).join(', ')}`)
}

/** The variables in a file. It can be the output of another program: `--config <(pass show kaleyra)`. */
function readConfig(file: string): Record<string, string | undefined> {
  try {
    const stats = statSync(file)
    const isOpen = process.platform !== 'win32' && stats.isFile() && (stats.mode & 0o077) !== 0
    if (isOpen)
      throw new Failure(`Other users can read ${file}, which may contain the key. Run: chmod 600 ${file}`)
    const found = parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
    const variables = settingNames.map(variableOf)
    // An empty file, another format, or other names: everything would be "not set", and nothing would say why.
    if (!variables.some((name) => name in found))
      throw new Failure(
        `--config ${file} sets none of ${variables.join(', ')}. It must be UTF-8 text with lines such as ${variableOf('region')}=${regionNames[0]}.`,
      )
    return found
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`--config ${file} cannot be read: ${systemReason(error)}`)
  }
}
