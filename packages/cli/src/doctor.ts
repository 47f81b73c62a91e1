import { createClient, InvalidInputError, regions } from '@kaleyra-reactions/client'
import { givenAs, settingNames } from './names.ts'
import { proxyFor } from './proxy.ts'
import { placeholders, type Settings } from './settings.ts'

const { lookup } = process.getBuiltinModule('node:dns/promises')

/** What was looked at, and what to do where it is wrong. */
export interface Check {
  name: string
  detail: string
  /** Absent where all is well. */
  remedy?: string
  kind: 'usage' | 'noAnswer'
}

/** Checks the settings and the way to the server; sends no message and no key. */
export async function diagnose(settings: Settings): Promise<Check[]> {
  const checks = [nodeCheck(), ...settingNames.map((name) => settingCheck(name, settings))]
  const { region, baseUrl } = settings
  const address = baseUrl?.value ?? Object.entries(regions).find(([name]) => name === region?.value)?.[1]
  if (address === undefined || !URL.canParse(address)) return checks
  const proxy = await proxyFor(address)
  return [
    ...checks,
    proxy === undefined ? await dnsCheck(address) : proxyCheck(proxy),
    await connectionCheck(address),
  ]
}

function nodeCheck(): Check {
  return { name: 'Node', detail: process.versions.node, kind: 'usage' }
}

function settingCheck(name: (typeof settingNames)[number], settings: Settings): Check {
  const setting = settings[name]
  const frame = { name, kind: 'usage' } as const
  if (setting === undefined) {
    const isNeedless = name === 'baseUrl' || (name === 'region' && settings.baseUrl)
    return { ...frame, detail: 'not set', ...(isNeedless ? {} : { remedy: `set ${givenAs(name)}` }) }
  }
  const detail = `${name === 'apiKey' ? '***' : setting.value} (${setting.origin})`
  const problem = problemOf(name, setting.value)
  return problem === undefined ? { ...frame, detail } : { ...frame, detail, remedy: problem }
}

/** What the client says to a setting. */
function problemOf(name: string, value: string): string | undefined {
  try {
    if (name === 'region' && !Object.hasOwn(regions, value))
      throw new InvalidInputError(name, `must be one of ${Object.keys(regions).join(', ')}`)
    createClient({ ...placeholders, [name]: value })
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function dnsCheck(address: string): Promise<Check> {
  const { hostname } = new URL(address)
  const frame = { name: 'DNS', kind: 'noAnswer' } as const
  try {
    const found = await lookup(hostname.replace(/^\[|\]$/g, ''))
    return { ...frame, detail: `${hostname} is ${found.address}` }
  } catch (error) {
    const remedy = 'check the network, the name server and the region or base URL'
    return { ...frame, detail: `${hostname} is not found: ${Object(error).code}`, remedy }
  }
}

/** Whatever the server answers to a request without key and body: the way there is open, and its certificate good. */
async function connectionCheck(address: string): Promise<Check> {
  const { origin, protocol } = new URL(address)
  const frame = { name: protocol === 'https:' ? 'TLS' : 'Connection', kind: 'noAnswer' } as const
  try {
    const response = await fetch(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    })
    return { ...frame, detail: `${origin} answers (${response.status})` }
  } catch (error) {
    const { message, cause } = Object(error)
    const code = String(cause?.code ?? message)
    const isCertificate = /CERT|SELF_SIGNED|ALTNAME|ISSUER/.test(code)
    const remedy = isCertificate
      ? 'where a proxy or server has a private certificate, give its authority in NODE_EXTRA_CA_CERTS'
      : 'check the network, a firewall, the proxy and the base URL'
    return { ...frame, detail: `${origin} cannot be reached: ${code}`, remedy }
  }
}

function proxyCheck({ variable, isUsed }: { variable: string; isUsed: boolean }): Check {
  const frame = { name: 'Proxy', kind: 'noAnswer' } as const
  if (isUsed) return { ...frame, detail: `${variable} is used` }
  return {
    ...frame,
    detail: `${variable} is not used by this Node`,
    remedy: 'use Node 24.14 or newer, or set NODE_USE_ENV_PROXY=1',
  }
}
