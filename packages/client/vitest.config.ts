import { defineConfig, type ViteUserConfig } from 'vitest/config'

const branches = { branches: 95 }
const config: ViteUserConfig = defineConfig({
  test: {
    coverage: {
      include: ['src/**'],
      exclude: ['src/generated/**'],
      reporter: 'text',
      // What decides over input, cases, repetition and what is printed; `masked` is in errors.ts.
      thresholds: {
        'src/validation.ts': branches,
        'src/answer.ts': branches,
        'src/errors.ts': branches,
        'src/retry.ts': branches,
      },
    },
  },
})

export { config as default }
