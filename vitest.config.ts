import { defineConfig } from 'vitest/config'
import { smallReact } from './scripts/small-react.mjs'

const folders = '{shared,main,server,renderer,tools,scripts,resources,testing,soak,crash,e2e}'
/** What a test needs stands in the last word of its name. */
const suffixed = (suffix: string): string => `${folders}/**/*.${suffix}.test.{ts,tsx}`
const needs = ['db', 'pg', 'fuzz']
/** What the customer's page renders is tested on what it ships with. */
const pageTests = 'renderer/customer/**/*.test.tsx'

/** @param name of the project, for `vitest run --project name` */
const project = (name: string, include: string, exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include: [include], exclude: ['**/node_modules/**', ...exclude] },
})

export default defineConfig({
  test: {
    environment: 'node',
    // Real databases start in some suites; two cores are shared with them.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      project('unit', `${folders}/**/*.test.{ts,tsx}`, [...needs.map(suffixed), pageTests]),
      {
        extends: true,
        resolve: { alias: smallReact },
        // As a browser takes them; what Node takes of some packages loads the other React by `require`.
        ssr: { resolve: { conditions: ['module', 'browser'] } },
        test: {
          name: 'page',
          include: [pageTests],
          server: { deps: { inline: ['zustand', 'react-i18next', 'lucide-react', /preact/] } },
        },
      },
      ...needs.map((suffix) => project(suffix, suffixed(suffix))),
    ],
  },
})
