// `npm test`: sets up what is needed, then runs every check, the fastest first.
import { setUp } from './setup/index.mjs'
import { runScript } from './setup/progress.mjs'
import { runStages, stages } from './stages.mjs'

await runScript(async () => {
  await setUp({ forTests: true, parts: ['main', 'server', 'renderer', 'tools'] })
  const { types, lint, boundaries, tests, soak, crash, e2e } = stages
  process.exit((await runStages([types, lint, boundaries, tests, e2e, soak, crash, stages.package])) ? 0 : 1)
})
