import type { Reaction } from '#shared/domain/reactions'
import type { Instant } from '#shared/domain/time'
import { isFileStored } from '../files/stored'
import { nextTicketNumber } from './ticket-number'
import type { Work } from './work'

/** @returns the reaction with what only the server knows; null where that says there is nothing to do */
export const completeReaction = async (
  work: Work,
  { asks, ...reaction }: Reaction,
  now: Instant,
): Promise<Reaction | null> => {
  switch (asks?.kind) {
    case undefined:
      return reaction
    case 'ticketNumber':
      return { ...reaction, args: { ...reaction.args, number: await nextTicketNumber(work.trx, now) } }
    case 'isFileStored':
      return (await isFileStored(work.trx, asks.file)) ? reaction : null
  }
}
