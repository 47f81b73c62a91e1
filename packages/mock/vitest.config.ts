import { defineConfig, type ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = defineConfig({ test: { execArgv: ['--expose-gc'] } })

export { config as default }
