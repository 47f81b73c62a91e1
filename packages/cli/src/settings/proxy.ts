import { Failure } from '../terminal/errors.ts'
import { complain } from '../terminal/output.ts'

/** What becomes of the proxy that the environment names for an address. */
export type ProxyUse =
  | { kind: 'none' }
  | { kind: 'used'; variable: string }
  /** `NO_PROXY` names the host. */
  | { kind: 'excluded'; variable: string; exception: string }
  /** Node does not know this variable. */
  | { kind: 'unknown'; variable: string }
  /** This Node cannot use it, or not yet. */
  | { kind: 'unsupported'; variable: string }

/**
 * Makes every request go through the proxy that the environment names, and tells where it does not.
 *
 * @throws {Failure} naming the variable that holds no address.
 */
export async function useProxy(baseUrl: string): Promise<void> {
  const use = await setUpProxy(baseUrl)
  if (use.kind !== 'none' && use.kind !== 'used') complain(`Note: ${proxySentence(use)}`)
}

/**
 * Makes every request go through the proxy that the environment names.
 *
 * @throws {Failure} naming the variable that holds no address.
 */
export async function setUpProxy(baseUrl: string): Promise<ProxyUse> {
  refuseWrongProxies()
  const variable = URL.canParse(baseUrl) ? proxyVariable(new URL(baseUrl).protocol) : undefined
  const unknown = proxyVariable('all:')
  if (variable === undefined)
    return unknown === undefined ? { kind: 'none' } : { kind: 'unknown', variable: unknown }
  const isSupported = await useEnvironment()
  if (!isSupported) return { kind: 'unsupported', variable }
  const exception = exceptionFor(new URL(baseUrl))
  return exception === undefined ? { kind: 'used', variable } : { kind: 'excluded', variable, exception }
}

/** What becomes of a proxy, in a sentence with the remedy. */
export function proxySentence(use: Exclude<ProxyUse, { kind: 'none' }>): string {
  const { variable } = use
  if (use.kind === 'used') return `${variable} is used.`
  if (use.kind === 'unknown')
    return `${variable} is not used: Node reads only HTTPS_PROXY and HTTP_PROXY. If you need a proxy, set one of them.`
  if (use.kind === 'excluded')
    return `${variable} is not used: ${use.exception} excludes this host. To use the proxy, remove that entry.`
  return `${variable} is not used by Node ${process.versions.node}. Use Node 24.14 or newer, or Node 22.21 or newer with NODE_USE_ENV_PROXY=1.`
}

function refuseWrongProxies(): void {
  for (const variable of ['https:', 'http:'].flatMap((protocol) => proxyVariable(protocol) ?? [])) {
    const address = process.env[variable] ?? ''
    if (!/^https?:/.test(URL.parse(address)?.href ?? ''))
      throw new Failure(`${variable} must be the address of a proxy, such as http://proxy.example:8080`)
  }
}

/** @returns false where this Node cannot be told to use the environment's proxy. */
async function useEnvironment(): Promise<boolean> {
  const knowsVariable = process.allowedNodeEnvironmentFlags.has('--use-env-proxy')
  if (knowsVariable && process.env['NODE_USE_ENV_PROXY'] === '1') return true
  // Loaded only when it is needed: it takes some milliseconds.
  const { setGlobalProxyFromEnv } = await import('node:http')
  setGlobalProxyFromEnv?.()
  return setGlobalProxyFromEnv !== undefined
}

/** The variable that names the proxy for addresses of a protocol, such as `https:`; `undefined` where none is set. */
function proxyVariable(protocol: string): string | undefined {
  const name = protocol.replace(':', '_proxy')
  return [name, name.toUpperCase()].find((each) => process.env[each])
}

/**
 * The part of `NO_PROXY` that names a host, by the rules of Node's `fetch`: a host stands for its subdomains, too, and ranges
 * of addresses mean nothing: https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent
 */
export function exceptionFor(
  { hostname, port, protocol }: URL,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const variable = ['no_proxy', 'NO_PROXY'].find((each) => environment[each])
  if (variable === undefined) return undefined
  const list = environment[variable] ?? ''
  if (list === '*') return `${variable} (*)`
  const ownPort = port || (protocol === 'https:' ? '443' : '80')
  const found = list.split(/[\s,]+/).find((entry) => {
    const [, host = '', wantedPort] = /^(.+?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    const name = host.replace(/^\*?\./, '')
    const isNamed = name !== '' && (hostname === name || hostname.endsWith(`.${name}`))
    return isNamed && (wantedPort === undefined || wantedPort === ownPort)
  })
  return found === undefined ? undefined : `${variable} (${found})`
}
