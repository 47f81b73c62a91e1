// Bundles the package and everything that it needs into one file, beside which an installation needs no other package, and
// writes the licences of what is in it.
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { build, type Metafile } from 'esbuild'
import manifest from '../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const standIn = (name: string) => join(import.meta.dirname, 'stand-ins', name)

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/index.ts', 'src/main.ts'],
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22.0',
  format: 'cjs',
  // Prism invents responses with the one and reads collections of Postman with the other. The mock does neither.
  alias: {
    '@faker-js/faker': standIn('nothing.cjs'),
    'postman-collection': standIn('nothing.cjs'),
    'node-fetch': standIn('node-fetch.cjs'),
  },
  plugins: [
    {
      name: 'one copy of the mock',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^\.\/index\.ts$/ }, () => ({ path: './index.cjs', external: true }))
      },
    },
    {
      // The CommonJS of jsonc-parser asks for its own parts in a way that no bundler follows.
      name: 'jsonc-parser as a module',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^jsonc-parser$/ }, ({ path, importer }) => ({
          path: createRequire(importer).resolve(path).replace('/umd/', '/esm/'),
        }))
      },
    },
    {
      name: 'the version alone of the manifest',
      setup: ({ onLoad }) => {
        onLoad({ filter: /mock\/package\.json$/ }, () => ({
          contents: JSON.stringify({ version: manifest.version }),
          loader: 'json',
        }))
      },
    },
    {
      name: 'url without warnings',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^url$/ }, ({ importer }) =>
          importer.includes('json-schema-ref-parser') ? { path: standIn('url.cjs') } : undefined,
        )
      },
    },
  ],
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
})

writeFileSync(
  join(dist, 'index.mjs'),
  "export { ScenarioError, startMock, VerificationError } from './index.cjs'\n",
)
copyFileSync(join(dist, 'index.d.mts'), join(dist, 'index.d.cts'))
writeFileSync(join(dist, 'NOTICES.txt'), noticesOf(metafile))

/** The licences of the packages of which a part is in the bundle; each text once, below the packages that it is of. */
function noticesOf({ inputs }: Metafile): string {
  const folders = new Set(Object.keys(inputs).flatMap((input) => packageFolderOf(resolve(root, input)) ?? []))
  const packages = new Map<string, Set<string>>()
  for (const folder of folders) {
    const { title, texts } = noticeOf(folder)
    for (const text of texts) packages.set(text, (packages.get(text) ?? new Set()).add(title))
  }
  const notices = [...packages].map(([text, titles]) => `${[...titles].sort().join('\n')}\n\n${text}\n`)
  return ['This package contains parts of others, under these licences.\n', ...notices.sort()].join(
    '\n----\n\n',
  )
}

/** The folder of the package that a file belongs to; `undefined` where it is one of this repository. */
function packageFolderOf(file: string): string | undefined {
  if (!file.includes('/node_modules/')) return undefined
  let folder = dirname(file)
  while (manifestIn(folder)?.name === undefined) folder = dirname(folder)
  return folder
}

function manifestIn(folder: string): Manifest | undefined {
  const file = join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** Some packages ship no text: then their own words stand. */
function noticeOf(folder: string): { title: string; texts: string[] } {
  const { name, version, license, licenses, author } = manifestIn(folder) ?? {}
  const words = license ?? licenses?.map(({ type }) => type).join(' or ')
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice)/i.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim())
  const holder = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`
  const texts =
    files.length > 0 ? files : [`Copyright (c) ${holder}. It ships no text of its licence, ${words}.`]
  return { title: `${name} ${version} (${words})`, texts }
}

/** What a package says of itself; some folders inside of one have a package.json without a name. */
interface Manifest {
  name?: string
  version?: string
  license?: string
  licenses?: { type: string }[]
  author?: string | { name: string }
}
