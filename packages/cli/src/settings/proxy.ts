import { Failure } from '../terminal/errors.ts'
import { complain } from '../terminal/output.ts'

/** What becomes of the proxy that the environment names. */
export interface ProxyUse {
  isUsed: boolean
  /** This Node can use what the environment names, or need not. */
  isSupported: boolean
  /** The same in words, with the remedy. */
  sentence: string
}

/**
 * Makes every request go through the proxy that the environment names, and tells where it does not.
 *
 * @throws {Failure} naming the variable that holds no address.
 */
export async function useProxy(baseUrl: string): Promise<void> {
  const use = await setUpProxy(baseUrl)
  if (use?.isUsed === false) complain(`Note: ${use.sentence}`)
}

/**
 * Makes every request go through the proxy that the environment names.
 *
 * @returns what becomes of it; `undefined` where there is none.
 * @throws {Failure} naming the variable that holds no address.
 */
export async function setUpProxy(baseUrl: string): Promise<ProxyUse | undefined> {
  refuseWrongProxies()
  const variable = proxyVariable(URL.parse(baseUrl)?.protocol ?? '')
  if (variable !== undefined) {
    const isUsed = await useEnvironment()
    const sentence = isUsed
      ? `${variable} is used, except for the hosts in NO_PROXY.`
      : `${variable} is not used by Node ${process.versions.node}. Use Node 24.14 or newer, or Node 22.21 or newer with NODE_USE_ENV_PROXY=1.`
    return { isUsed, isSupported: isUsed, sentence }
  }
  const unknown = proxyVariable('all:')
  if (unknown === undefined) return undefined
  const sentence = `${unknown} is not used: Node reads only HTTPS_PROXY and HTTP_PROXY. If you need a proxy, set one of them.`
  return { isUsed: false, isSupported: true, sentence }
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
