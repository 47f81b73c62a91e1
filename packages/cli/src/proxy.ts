/** The variable that names the proxy for an address, and whether this Node sends through it. */
export async function proxyFor(address: string): Promise<{ variable: string; isUsed: boolean } | undefined> {
  const variable = variableFor(address.startsWith('https:') ? 'https_proxy' : 'http_proxy')
  if (variable === undefined) return undefined
  return { variable, isUsed: (await useProxy()) || process.env['NODE_USE_ENV_PROXY'] === '1' }
}

/** Sends through the proxy of the environment, where there is one; false where this Node cannot: before 24.14. */
export async function useProxy(): Promise<boolean> {
  if (variableFor('https_proxy') === undefined && variableFor('http_proxy') === undefined) return false
  // Loaded on demand: it would cost every start some milliseconds.
  const { setGlobalProxyFromEnv } = await import('node:http')
  setGlobalProxyFromEnv?.()
  return setGlobalProxyFromEnv !== undefined
}

function variableFor(name: string): string | undefined {
  return [name, name.toUpperCase()].find((each) => process.env[each])
}
