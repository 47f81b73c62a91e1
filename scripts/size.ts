// Fails where the smallest program with the client is larger than its budget.
import { join } from 'node:path'
import { modulesOf, sizeBudget, sizeOf } from './bundle-size.ts'

const program = join(import.meta.dirname, '../bench/src/peers/client.ts')
const { gzip } = await sizeOf(program)
console.log(
  `size: the smallest program with the client takes ${gzip} of ${sizeBudget} bytes (minified, gzip)`,
)
if (gzip > sizeBudget) {
  console.error('size: the program exceeds its budget. These are its modules, in bytes before gzip:')
  for (const { name, bytes } of await modulesOf(program))
    console.error(`${String(bytes).padStart(7)} ${name}`)
  process.exitCode = 1
}
