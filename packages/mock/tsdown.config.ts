import { defineConfig, type UserConfig } from 'tsdown'

const shared: UserConfig = { platform: 'node', target: 'node22', dts: true }
const config: UserConfig[] = [
  defineConfig({ ...shared, entry: ['src/index.ts', 'src/main.ts'], format: 'esm' }),
  defineConfig({ ...shared, entry: 'src/index.ts', format: 'cjs' }),
]

export { config as default }
