import { defineConfig, type UserConfig } from 'tsdown'

const config: UserConfig = defineConfig({
  entry: { index: 'src/index.ts', operations: 'src/generated/operations.ts', webhooks: 'src/webhooks.ts' },
  format: ['esm', 'cjs'],
  outExtensions: ({ format }) =>
    format === 'cjs' ? { js: '.cjs', dts: '.d.cts' } : { js: '.mjs', dts: '.d.mts' },
  dts: true,
  platform: 'neutral',
  target: 'es2022',
  // Without comments that name the source files: some of them belong to a private package.
  inputOptions: { experimental: { attachDebugInfo: 'none' } },
})

export { config as default }
