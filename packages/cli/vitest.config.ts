import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Each test starts the bundle, some of them dozens of times.
const config: ViteUserConfig = defineConfig({ test: { testTimeout: 60_000 } })

export { config as default }
