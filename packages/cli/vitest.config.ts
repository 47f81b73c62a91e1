import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Each test starts the bundle, some of them dozens of times. The limits hold on a busy machine, too.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 60_000, hookTimeout: 60_000 },
})

export { config as default }
