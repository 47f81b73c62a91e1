import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: ['src/main.ts'],
  format: 'esm',
  dts: false,
  platform: 'node',
  target: 'node22',
})

export { config as default }
