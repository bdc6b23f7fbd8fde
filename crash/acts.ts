import type { Random } from '../testing/random'

/** One command as a page sends it. */
export type Act = { name: string; args: Record<string, unknown> }

/** @param text what a note says; some are as long as people write them */
export const chooseAct = (random: Random, personId: string, ticketIds: readonly string[], text: string): Act => {
  if (ticketIds.length === 0 || random.chance(0.4)) {
    return {
      name: 'agent.setState',
      args: { personId, rest: random.chance(0.5) ? { state: 'ready' } : { state: 'notReady', reason: 'meal' } },
    }
  }
  const ticketId = random.pick(ticketIds)
  if (random.chance(0.3))
    return {
      name: 'ticket.edit',
      args: { ticketId, changes: { priority: random.pick(['A', 'B', 'C']), subject: `改 ${text.slice(0, 20)}` } },
    }
  return { name: 'ticket.note', args: { ticketId, text: text.repeat(random.chance(0.1) ? 60 : 3) } }
}
