import { Failure } from './failure.ts'

/**
 * Sends through the proxy of the environment, where there is one; false where this Node cannot: before 24.14.
 *
 * @throws {Failure} naming the variable that holds no address.
 */
export async function useProxy(): Promise<boolean> {
  const variables = ['https:', 'http:'].flatMap((protocol) => proxyVariable(protocol) ?? [])
  if (variables.length === 0) return false
  const wrong = variables.find((name) => !/^https?:/.test(URL.parse(process.env[name] ?? '')?.href ?? ''))
  if (wrong !== undefined)
    throw new Failure(`${wrong} must be the address of a proxy, such as http://proxy.example:8080`)
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
