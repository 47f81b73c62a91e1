// Fails where the smallest program with the client is larger than what its README promises.
import { join } from 'node:path'
import { sizeBudget, sizeOf } from './bundle-size.ts'

const { gzip } = await sizeOf(join(import.meta.dirname, '../bench/src/peers/client.ts'))
console.log(`size: the smallest program with the client has ${gzip} B of ${sizeBudget} B (minified, gzip)`)
if (gzip > sizeBudget) {
  console.error('size: above the budget. `pnpm bench` shows what came in.')
  process.exitCode = 1
}
