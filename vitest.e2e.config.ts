import { defineConfig, mergeConfig } from 'vitest/config'
import tests from './vitest.config.ts'

/** The journeys: over the built pages, in a real browser. `npm run build` comes before. */
export default mergeConfig(
  { ...tests, test: { ...tests.test, include: [] } },
  defineConfig({
    test: {
      include: ['tests/e2e/**/*.e2e.ts'],
      globalSetup: ['tests/e2e/unpack-browser.ts'],
      testTimeout: 240_000,
    },
  }),
)
