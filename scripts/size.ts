// Fails where the smallest program with the client is larger than its budget.
import { join } from 'node:path'
import { sizeBudget, sizeOf } from './bundle-size.ts'

const { gzip } = await sizeOf(join(import.meta.dirname, '../bench/src/peers/client.ts'))
console.log(
  `size: the smallest program with the client takes ${gzip} of ${sizeBudget} bytes (minified, gzip)`,
)
if (gzip > sizeBudget) {
  const modules = 'pnpm exec esbuild packages/client/src/index.ts --bundle --minify --analyze'
  console.error(
    `size: the program exceeds its budget. To see the modules, run: ${modules} --outfile=/dev/null`,
  )
  process.exitCode = 1
}
