import { defineConfig, type UserConfig } from 'tsdown'

// CommonJS starts faster, and the check of the Node version in `main.ts` runs before anything else is loaded.
const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  format: 'cjs',
  outExtensions: () => ({ js: '.cjs' }),
  // Commander loads it for subcommands that are programs of their own; here it would only slow the start.
  alias: { 'node:child_process': new URL('src/no-child-process.ts', import.meta.url).pathname },
  outputOptions: { codeSplitting: false },
  dts: false,
  minify: true,
  platform: 'node',
  target: 'node22',
})

export { config as default }
