import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Most files start a browser. The search spends its time waiting, so a third file keeps two cores busy.
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 3,
    maxWorkers: 3,
    expect: { poll: { timeout: 60_000 } },
  },
})

export { config as default }
