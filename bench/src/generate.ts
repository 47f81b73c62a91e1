// Writes the stock typescript-fetch output for our document into `generated/`, and builds it as its users would.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const folder = join(import.meta.dirname, '..')
const generator = join(folder, 'node_modules/@openapitools/openapi-generator-cli/main.js')
const flags = [
  '-g',
  'typescript-fetch',
  '-i',
  join(folder, '../spec/dist/openapi.json'),
  '-o',
  join(folder, 'generated'),
]
const settings = ['--openapitools', join(folder, '../openapitools.json')]
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [generator, 'generate', ...settings, ...flags],
  {
    encoding: 'utf8',
  },
)
if (status !== 0) {
  console.error(`openapi-generator failed (it needs Java 11 or newer):\n${stdout}${stderr}`)
  process.exit(1)
}
await build({
  entryPoints: [join(folder, 'generated/index.ts')],
  outfile: join(folder, 'generated/index.mjs'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
})
// The types of the stock output do not compile under our settings. These are as many as the peer uses.
writeFileSync(
  join(folder, 'generated/index.d.mts'),
  `export declare const Configuration: new (settings: object) => object
export declare const ReactionsApi: new (configuration: object) => {
  sendReaction(parameters: object): Promise<unknown>
}
`,
)
