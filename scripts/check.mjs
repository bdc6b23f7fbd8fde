// `npm run check`: everything that needs no window and no database, in about a minute.
import { setUp } from './setup/index.mjs'
import { runScript } from './setup/progress.mjs'
import { runStages, stages } from './stages.mjs'

await runScript(async () => {
  await setUp({ needsElectron: false, parts: [] })
  process.exit((await runStages([stages.types, stages.lint, stages.boundaries, stages.unit])) ? 0 : 1)
})
