import { defineConfig, type UserConfig } from 'tsdown'

// CommonJS starts faster, and the check of the Node version in `main.ts` runs before anything else is loaded. Each command
// is a file of its own, as compiling all of them would take a quarter of the time that the program needs to start.
const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  format: 'cjs',
  outExtensions: () => ({ js: '.cjs' }),
  dts: false,
  minify: true,
  platform: 'node',
  target: 'node22',
})

export { config as default }
