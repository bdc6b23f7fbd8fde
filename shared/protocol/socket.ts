import type { z } from 'zod'
import type { Result } from '../result'
import type { pushAnswerSchema, pushSchema } from './command'
import type { BootstrapPage, bootstrapSchema, FeedPage, pullSchema } from './feed'
import type { presenceSchema, PresenceNotice } from './presence'
import type { Welcome } from './session'

type Answer<T> = (result: Result<T>) => void

/** What a console says on the socket. Every one is answered by a Result. */
export type ConsoleSays = {
  push: (input: z.infer<typeof pushSchema>, answer: Answer<z.infer<typeof pushAnswerSchema>>) => void
  pull: (input: z.infer<typeof pullSchema>, answer: Answer<FeedPage>) => void
  bootstrap: (input: z.infer<typeof bootstrapSchema>, answer: Answer<BootstrapPage>) => void
  presence: (input: z.infer<typeof presenceSchema>, answer: Answer<null>) => void
}

/** What the server says. `changes` may be lost: a gap between `after` and the reader's cursor means pull. */
export type ServerSays = {
  welcome: (welcome: Welcome) => void
  changes: (page: FeedPage) => void
  presence: (notice: PresenceNotice) => void
  /** The session was ended elsewhere; the console signs out and keeps its outbox. */
  signedOut: () => void
}
