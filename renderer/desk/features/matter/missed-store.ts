import type { Instant } from '#shared/domain/time'
import { call } from '../../bridge/client'
import { createPersonStore } from '../../bridge/person-store'

type Missed = {
  /** Null while it is not known, and once the person has looked at it. */
  away: { since: Instant | null } | null
  /** From when on this desk sees things as they happen; null until it has been connected. */
  until: Instant | null
}

export const missedStore = createPersonStore<Missed>(() => ({ away: null, until: null }))

/** Somebody has signed in: what was missed is asked for anew. */
export const beginMissed = async (): Promise<void> => {
  missedStore.setState({ away: null, until: null })
  const away = await call('matter.readAway', null)
  if (away.ok) missedStore.setState({ away: away.value })
}

/** The desk is connected, for the first time or again. */
export const connectedSince = (since: Instant): void => {
  missedStore.setState(({ until }) => ({ until: until ?? since }))
}

/** The person has looked at it. */
export const dismissMissed = (): void => {
  missedStore.setState({ away: null })
  void call('matter.dismissMissed', null)
}
