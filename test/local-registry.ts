import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { startServer, type TestServer } from '../packages/test-support/src/servers.ts'

/** Serves packed packages as a registry of npm does. It knows no other package. */
export function startRegistry(tarballs: readonly string[]): Promise<TestServer> {
  const packages = tarballs.map((tarball) => ({
    manifest: manifestIn(tarball),
    bytes: readFileSync(tarball),
  }))
  return startServer((outgoing, _, { url: path = '', headers: { host } }) => {
    const name = decodeURIComponent(path.slice(1)).replace(/\.tgz$/, '')
    const found = packages.find(({ manifest }) => manifest.name === name)
    if (found === undefined) return outgoing.writeHead(404).end('{}')
    if (path.endsWith('.tgz')) return outgoing.end(found.bytes)
    const { version } = found.manifest
    const dist = { tarball: `http://${host}/${name}.tgz` }
    const versions = { [version]: { ...found.manifest, dist } }
    outgoing.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }))
  })
}

function manifestIn(tarball: string): { name: string; version: string } {
  return JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }))
}
