import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Many tests start programs. The limits hold on a busy machine, too.
const config: ViteUserConfig = defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
})

export { config as default }
