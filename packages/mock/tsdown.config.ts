import { defineConfig, type UserConfig } from 'tsdown'

const shared: UserConfig = {
  platform: 'node',
  target: 'node22',
  dts: true,
  // Without comments that name the source files: some of them belong to a private package.
  inputOptions: { experimental: { attachDebugInfo: 'none' } },
}
const config: UserConfig[] = [
  defineConfig({ ...shared, entry: ['src/index.ts', 'src/main.ts'], format: 'esm' }),
  defineConfig({ ...shared, entry: 'src/index.ts', format: 'cjs' }),
]

export { config as default }
