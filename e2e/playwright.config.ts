import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'specs',
  outputDir: '../out/e2e/results',
  // Each test starts its own server and consoles; two cores bear one such set at a time.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // What needs it is named, and more than two such titles are red: see flaky-reporter.ts.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./flaky-reporter.ts'], ['json', { outputFile: '../out/e2e/report.json' }]],
})
