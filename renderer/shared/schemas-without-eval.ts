import { config } from 'zod'

// zod compiles schemas with `new Function`, which the page's content policy refuses; this must run before any schema is
// made.
config({ jitless: true })
