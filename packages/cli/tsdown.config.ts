import { defineConfig, type UserConfig } from 'tsdown'

// CommonJS starts faster, and the check of the Node version in `main.ts` runs before anything else is loaded.
const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  format: 'cjs',
  outExtensions: () => ({ js: '.cjs' }),
  outputOptions: { codeSplitting: false },
  dts: false,
  minify: true,
  platform: 'node',
  target: 'node22',
})

export { config as default }
