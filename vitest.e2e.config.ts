import { defineConfig, mergeConfig } from 'vitest/config'
import tests from './vitest.config.ts'

/**
 * The journeys: over the built pages, in a real browser. `npm run build` comes before. One more try each: on a busy
 * machine a browser may miss a moment, while a real fault fails twice.
 */
export default mergeConfig(
  { ...tests, test: { ...tests.test, include: [] } },
  defineConfig({ test: { include: ['tests/e2e/**/*.e2e.ts'], testTimeout: 90_000, retry: 1 } }),
)
