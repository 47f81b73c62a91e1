import { createClient } from '@kaleyra-reactions/client'
import { member, textMember } from '@kaleyra-reactions/model/member'
import { describeError } from './describe-error.ts'
import { type Ending, exitStatuses } from './errors.ts'
import { proxyVariable, useProxy } from './proxy.ts'
import { givenAs, type SettingName, settingNames } from './setting-names.ts'
import { addressOf, placeholders, readSettings, type Settings, unknownRegion } from './settings.ts'
import { print } from './terminal.ts'

const { lookup } = process.getBuiltinModule('node:dns/promises')

interface Check {
  ok: boolean
  name: string
  detail: string
  /** What to do where the check failed. */
  remedy: string | undefined
}

/** Runs `doctor`: checks the settings and the way to the server. It sends no message and no key. */
export async function runDoctor(flags: Record<string, unknown>): Promise<void> {
  const settings = await readSettings(flags)
  const address = addressOf(settings)
  const local = [
    checkOf('Node', process.versions.node),
    ...settingNames.map((name) => checkSetting(name, settings)),
  ]
  const remote = address !== undefined && URL.canParse(address) ? await checkServer(new URL(address)) : []
  const checks = [...local, ...remote]
  print(flags['json'] ? JSON.stringify({ checks }) : checks.map(formatCheck).join('\n'))
  process.exitCode = exitStatuses[endingOfChecks(local, remote)].status
}

function endingOfChecks(local: readonly Check[], remote: readonly Check[]): Ending {
  if (!local.every(({ ok }) => ok)) return 'usage'
  return remote.every(({ ok }) => ok) ? 'done' : 'noResponse'
}

/** A check that failed where there is a remedy. */
function checkOf(name: string, detail: string, remedy?: string): Check {
  return { ok: remedy === undefined, name, detail, remedy }
}

function formatCheck({ ok, name, detail, remedy }: Check): string {
  return `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(12)}${detail}${ok ? '' : `\n      ${remedy}`}`
}

function checkSetting(name: SettingName, settings: Settings): Check {
  const setting = settings[name]
  if (setting === undefined) {
    const isOptional = name === 'baseUrl' || (name === 'region' && settings.baseUrl !== undefined)
    return checkOf(name, 'not set', isOptional ? undefined : `set ${givenAs(name)}`)
  }
  const { value, origin } = setting
  const shown = name === 'apiKey' ? '***' : value
  const isUnknown = name === 'region' && addressOf({ region: setting }) === undefined
  return checkOf(name, `${shown} (${origin})`, isUnknown ? unknownRegion : problemOf(name, value))
}

/** The reason for which the client refuses a setting; `undefined` where it takes it. */
function problemOf(name: SettingName, value: string): string | undefined {
  try {
    createClient({ ...placeholders, [name]: value })
    return undefined
  } catch (error) {
    return describeError(error).message
  }
}

async function checkServer({ hostname, origin, protocol }: URL): Promise<Check[]> {
  const variable = proxyVariable(protocol)
  return [
    variable === undefined ? await checkDns(hostname) : await checkProxy(variable),
    await checkConnection(protocol === 'https:' ? 'TLS' : 'Connection', origin),
  ]
}

async function checkDns(hostname: string): Promise<Check> {
  try {
    const { address } = await lookup(hostname.replace(/^\[|\]$/g, ''))
    return checkOf('DNS', `${hostname} is ${address}`)
  } catch (error) {
    const remedy = 'check the network, the name server and the region or base URL'
    return checkOf('DNS', `${hostname} is not found: ${textMember(error, 'code')}`, remedy)
  }
}

async function checkProxy(variable: string): Promise<Check> {
  const remedy = await proxyRemedy()
  const detail = remedy === undefined ? 'used, except where NO_PROXY says otherwise' : 'not used'
  return checkOf('Proxy', `${variable} is ${detail}`, remedy)
}

/** What to do about a proxy that is not used; `undefined` where it is used. */
async function proxyRemedy(): Promise<string | undefined> {
  try {
    const isUsed = (await useProxy()) || process.env['NODE_USE_ENV_PROXY'] === '1'
    return isUsed ? undefined : 'use Node 24.14 or newer, or set NODE_USE_ENV_PROXY=1'
  } catch (error) {
    return describeError(error).message
  }
}

/** Sends a request without key and body. Any response proves that the way is open and the certificate good. */
async function checkConnection(name: string, origin: string): Promise<Check> {
  try {
    const signal = AbortSignal.timeout(5000)
    const { status } = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal })
    return checkOf(name, `${origin} responds (${status})`)
  } catch (error) {
    const code = textMember(member(error, 'cause'), 'code') ?? textMember(error, 'message') ?? String(error)
    const remedy = /CERT|SELF_SIGNED|ALTNAME|ISSUER/.test(code)
      ? 'where a proxy or server has a private certificate, give its authority in NODE_EXTRA_CA_CERTS'
      : 'check the network, a firewall, the proxy and the base URL'
    return checkOf(name, `${origin} cannot be reached: ${code}`, remedy)
  }
}
