import { Failure } from './errors.ts'

/**
 * Makes every request go through the proxy that the environment names.
 *
 * @returns false where the environment names none, or where this Node cannot use it (before 24.14).
 * @throws {Failure} naming the variable that holds no address.
 */
export async function useProxy(): Promise<boolean> {
  const variables = ['https:', 'http:'].flatMap((protocol) => proxyVariable(protocol) ?? [])
  if (variables.length === 0) return false
  const wrong = variables.find((name) => !/^https?:/.test(URL.parse(process.env[name] ?? '')?.href ?? ''))
  if (wrong !== undefined)
    throw new Failure(`${wrong} must be the address of a proxy, such as http://proxy.example:8080`)
  // Loaded only when it is needed: it takes some milliseconds.
  const { setGlobalProxyFromEnv } = await import('node:http')
  setGlobalProxyFromEnv?.()
  return setGlobalProxyFromEnv !== undefined
}

/** The variable that names the proxy for addresses of a protocol, such as `https:`; `undefined` where none is set. */
export function proxyVariable(protocol: string): string | undefined {
  const name = protocol.replace(':', '_proxy')
  return [name, name.toUpperCase()].find((each) => process.env[each])
}
