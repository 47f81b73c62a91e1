import type { OpenapiDocument } from './document.ts'
import type { Problem } from './problem.ts'

/** What is wrong with the servers: no name, a name or an address twice, an address that is not https. */
export function serverProblemsOf({ servers = [] }: OpenapiDocument): Problem[] {
  if (servers.length === 0)
    return [{ pointer: '/servers', problem: 'names no server; give the address of at least one' }]
  return servers.flatMap(({ url, 'x-region': region }, index): Problem[] => {
    const pointer = `/servers/${index}`
    if (region === undefined)
      return [{ pointer, problem: 'has no x-region; give the server a name, such as "in"' }]
    if (!url.startsWith('https://'))
      return [{ pointer: `${pointer}/url`, problem: 'must begin with https://, since the key is sent there' }]
    if (!isAddress(url))
      return [
        {
          pointer: `${pointer}/url`,
          problem:
            'is no address to put a path behind; write https://, a host and perhaps a path, and nothing else',
        },
      ]
    const sameRegion = servers.findIndex((other) => other['x-region'] === region)
    const sameUrl = servers.findIndex((other) => other.url === url)
    if (sameRegion !== index)
      return [
        {
          pointer: `${pointer}/x-region`,
          problem: `is ${region} like that of server ${sameRegion}; choose another name`,
        },
      ]
    if (sameUrl === index) return []
    return [
      { pointer: `${pointer}/url`, problem: `is that of server ${sameUrl}, too; one of the two is wrong` },
    ]
  })
}

/** Whether an address is one of a host, with or without a path. */
function isAddress(url: string): boolean {
  if (!URL.canParse(url) || /[\s?#]/.test(url)) return false
  const { username, password } = new URL(url)
  return username === '' && password === ''
}
