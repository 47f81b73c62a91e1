import { defineConfig, type UserConfig } from 'tsdown'

// The declarations alone, in which no other package is named; scripts/bundle.ts writes the programs.
const config: UserConfig = defineConfig({
  entry: 'src/index.ts',
  format: 'esm',
  platform: 'node',
  dts: { emitDtsOnly: true },
  deps: { neverBundle: [/^ajv/] },
  treeshake: { moduleSideEffects: false },
})

export { config as default }
