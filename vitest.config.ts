import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,main,server,renderer,tools,scripts,resources,soak,crash}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Real databases start in some suites; two cores are shared with them.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: false,
  },
})
