import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Files wait for a browser or a program most of the time: a third one keeps two cores busy.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 3 },
})

export { config as default }
