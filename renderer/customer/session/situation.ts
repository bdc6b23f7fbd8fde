import type { CustomerState } from './customer-store'

/** What the bar says, and in which colour. */
type Situation = {
  says:
    | 'shown'
    | 'agentAway'
    | 'notShared'
    | 'notChosen'
    | 'choosing'
    | 'connecting'
    | 'pausedHere'
    | 'pausedThere'
    | 'covered'
    | 'lost'
  tone: 'neutral' | 'info' | 'warning' | 'danger'
}

/** @returns how the picture stands, in the one word that matters most */
export const situationOf = ({ phase, link, way, isCovered }: CustomerState): Situation => {
  if (phase.is !== 'on') return { says: 'notShared', tone: 'neutral' }
  if (link === 'lost') return { says: 'lost', tone: 'warning' }
  const { rights, state, pausedBy } = phase.view
  if (way === 'choosing') return { says: 'choosing', tone: 'info' }
  if (!rights.includes('screen')) return { says: 'notShared', tone: 'neutral' }
  if (way === 'none' || way === 'notChosen') return { says: 'notChosen', tone: 'info' }
  if (isCovered) return { says: 'covered', tone: 'warning' }
  if (state === 'paused') return { says: pausedBy === 'customer' ? 'pausedHere' : 'pausedThere', tone: 'warning' }
  if (way === 'connected' && phase.view.presence.agent === 'away') return { says: 'agentAway', tone: 'warning' }
  // Red, as everybody knows it from recording: somebody sees this screen.
  return way === 'connected' && state === 'active'
    ? { says: 'shown', tone: 'danger' }
    : { says: 'connecting', tone: 'info' }
}

export type Notice = 'lost' | 'agentAway' | 'agentFrozen' | 'noWay' | 'notChosen' | 'notPossible' | 'slow' | 'advice'

/** @returns what the customer should know now, the most urgent first; each has its words and what to do */
export const noticesOf = (state: CustomerState): Notice[] => {
  const { phase, link, way, isSlow, canCapture } = state
  if (phase.is !== 'on') return []
  // Nothing else is known while the server is not.
  if (link === 'lost') return ['lost']
  const { presence, rights } = phase.view
  const isSharing = situationOf(state).says === 'shown'
  const all: Record<Notice, boolean> = {
    lost: false,
    agentAway: presence.agent === 'away',
    agentFrozen: presence.agent === 'frozen',
    noWay: way === 'blocked',
    notChosen: way === 'notChosen',
    notPossible: !canCapture,
    slow: isSlow,
    advice: isSharing && !rights.includes('passwords'),
  }
  return (Object.keys(all) as Notice[]).filter((notice) => all[notice])
}
