/** Sends through the proxy of the environment, where there is one; false where this Node cannot: before 24.14. */
export async function useProxy(): Promise<boolean> {
  if (!proxyVariable('https:') && !proxyVariable('http:')) return false
  // Loaded on demand: it would cost every start some milliseconds.
  const { setGlobalProxyFromEnv } = await import('node:http')
  setGlobalProxyFromEnv?.()
  return setGlobalProxyFromEnv !== undefined
}

/** The variable that names the proxy for addresses of a protocol, where one is set. */
export function proxyVariable(protocol: string): string | undefined {
  const name = protocol.replace(':', '_proxy')
  return [name, name.toUpperCase()].find((each) => process.env[each])
}
