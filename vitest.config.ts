import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/global-setup.ts'],
    setupFiles: ['tests/no-outbound.ts'],
    // Only against hanging: a machine of CI may be many times slower, and busy with other work.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Two cores: more workers only wait for one another.
    maxWorkers: 2,
  },
})
