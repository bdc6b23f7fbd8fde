import { createPersonStore } from '../../bridge/person-store'

/** What a person has seen and put away, by what ran out when. */
export const dismissedPrompts = createPersonStore<{ dismissed: readonly string[] }>(() => ({ dismissed: [] }))

/** Enough for a day; the oldest are forgotten first. */
const maxDismissed = 500

/** Puts a prompt away until the same clock runs out anew. */
export const dismissPrompt = (id: string): void => {
  dismissedPrompts.setState(({ dismissed }) => ({
    dismissed: [...dismissed.filter((other) => other !== id), id].slice(-maxDismissed),
  }))
}
