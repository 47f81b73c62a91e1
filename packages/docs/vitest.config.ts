import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Each file starts a browser, which takes most of its time. Two of them keep a small machine busy.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 120_000, hookTimeout: 120_000, maxConcurrency: 3, maxWorkers: 2 },
})

export { config as default }
