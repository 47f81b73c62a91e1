import http from 'node:http'

/** The variable that names the proxy for an address, and whether this Node sends through it. */
export function proxyFor(address: string): { variable: string; isUsed: boolean } | undefined {
  const wanted = address.startsWith('https:') ? 'https_proxy' : 'http_proxy'
  const variable = [wanted, wanted.toUpperCase()].find((name) => process.env[name])
  return variable === undefined
    ? undefined
    : { variable, isUsed: canUse() || process.env['NODE_USE_ENV_PROXY'] === '1' }
}

/** Sends through the proxy of the environment, where there is one and this Node can (24.14 or newer). */
export function useProxy(): void {
  if (canUse()) http.setGlobalProxyFromEnv()
}

function canUse(): boolean {
  return typeof http.setGlobalProxyFromEnv === 'function'
}
