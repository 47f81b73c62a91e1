import { createClient } from '@kaleyra-reactions/client'
import { exitCodes, reportOf } from './failure.ts'
import { givenAs, settingNames } from './names.ts'
import { print } from './output.ts'
import { proxyVariable, useProxy } from './proxy.ts'
import { addressOf, placeholders, readSettings, type Settings, unknownRegion } from './settings.ts'

const { lookup } = process.getBuiltinModule('node:dns/promises')

interface Check {
  ok: boolean
  name: string
  detail: string
  /** What to do where it is wrong. */
  remedy: string | undefined
}

/** `doctor`: checks the settings and the way to the server; sends no message and no key. */
export async function runDoctor(flags: Record<string, unknown>): Promise<void> {
  const settings = await readSettings(flags)
  const address = addressOf(settings)
  const node = check('Node', process.versions.node)
  const ofSettings = [node, ...settingNames.map((name) => settingCheck(name, settings))]
  const ofServer = address !== undefined && URL.canParse(address) ? await serverChecks(new URL(address)) : []
  const checks = [...ofSettings, ...ofServer]
  print(flags['json'] ? JSON.stringify({ checks }) : checks.map(lineOf).join('\n'))
  const kind = ofSettings.every(({ ok }) => ok) ? 'noAnswer' : 'usage'
  process.exitCode = exitCodes[checks.every(({ ok }) => ok) ? 'done' : kind][0]
}

function check(name: string, detail: string, remedy?: string): Check {
  return { ok: remedy === undefined, name, detail, remedy }
}

function lineOf({ ok, name, detail, remedy }: Check): string {
  return `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(12)}${detail}${ok ? '' : `\n      ${remedy}`}`
}

function settingCheck(name: (typeof settingNames)[number], settings: Settings): Check {
  const setting = settings[name]
  if (setting === undefined) {
    const isNeedless = name === 'baseUrl' || (name === 'region' && settings.baseUrl)
    return check(name, 'not set', isNeedless ? undefined : `set ${givenAs(name)}`)
  }
  const { value, origin } = setting
  const shown = name === 'apiKey' ? '***' : value
  const isUnknown = name === 'region' && addressOf({ region: setting }) === undefined
  return check(name, `${shown} (${origin})`, isUnknown ? unknownRegion : problemOf(name, value))
}

/** What the client says to a setting. */
function problemOf(name: string, value: string): string | undefined {
  try {
    createClient({ ...placeholders, [name]: value })
    return undefined
  } catch (error) {
    return reportOf(error).text
  }
}

async function serverChecks({ hostname, origin, protocol }: URL): Promise<Check[]> {
  const variable = proxyVariable(protocol)
  return [
    variable === undefined ? await dnsCheck(hostname) : await proxyCheck(variable),
    await connectionCheck(protocol === 'https:' ? 'TLS' : 'Connection', origin),
  ]
}

async function dnsCheck(hostname: string): Promise<Check> {
  try {
    const { address } = await lookup(hostname.replace(/^\[|\]$/g, ''))
    return check('DNS', `${hostname} is ${address}`)
  } catch (error) {
    const remedy = 'check the network, the name server and the region or base URL'
    return check('DNS', `${hostname} is not found: ${Object(error).code}`, remedy)
  }
}

async function proxyCheck(variable: string): Promise<Check> {
  const isUsed = useProxy().then((used) => used || process.env['NODE_USE_ENV_PROXY'] === '1')
  const remedy = await isUsed.then(
    (used) => (used ? undefined : 'use Node 24.14 or newer, or set NODE_USE_ENV_PROXY=1'),
    (error) => reportOf(error).text,
  )
  const detail = remedy === undefined ? 'used, except where NO_PROXY says otherwise' : 'not used'
  return check('Proxy', `${variable} is ${detail}`, remedy)
}

/** Whatever the server answers to a request without key and body: the way there is open, and its certificate good. */
async function connectionCheck(name: string, origin: string): Promise<Check> {
  try {
    const signal = AbortSignal.timeout(5000)
    const { status } = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal })
    return check(name, `${origin} answers (${status})`)
  } catch (error) {
    const { message, cause } = Object(error)
    const code = String(cause?.code ?? message)
    const remedy = /CERT|SELF_SIGNED|ALTNAME|ISSUER/.test(code)
      ? 'where a proxy or server has a private certificate, give its authority in NODE_EXTRA_CA_CERTS'
      : 'check the network, a firewall, the proxy and the base URL'
    return check(name, `${origin} cannot be reached: ${code}`, remedy)
  }
}
