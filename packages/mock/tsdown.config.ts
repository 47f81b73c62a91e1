import { defineConfig, type UserConfig } from 'tsdown'

const shared: UserConfig = { platform: 'node', target: 'node22' }
const config: UserConfig[] = [
  defineConfig({
    ...shared,
    entry: 'src/index.ts',
    format: ['esm', 'cjs'],
    dts: true,
  }),
  defineConfig({ ...shared, entry: 'src/main.ts', format: 'esm', dts: false }),
]

export { config as default }
