import { defineConfig, type ViteUserConfig } from 'vitest/config'

const branches = { branches: 95 }
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      include: ['src/**'],
      exclude: ['src/generated/**'],
      reporter: 'text',
      // These files decide which input is accepted, which case a response is, what is repeated and what is printed.
      thresholds: {
        'src/validation.ts': branches,
        'src/response.ts': branches,
        'src/errors.ts': branches,
        'src/retry.ts': branches,
      },
    },
  },
})

export { config as default }
