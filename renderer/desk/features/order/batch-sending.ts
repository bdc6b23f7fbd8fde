import type { CommandArgs } from '#shared/domain/commands'
import type { CommandId, TicketId } from '#shared/ids'
import type { Failure, Result } from '#shared/result'

/** Why a ticket of a batch was refused; by which command, where it was the server. */
export type Refusal = { failure: Failure; commandId: CommandId | null }

export type BatchOutcome = { sent: TicketId[]; refused: Map<TicketId, Refusal> }

/** What sending needs of the desk. */
export type BatchLine = {
  offer: (args: CommandArgs<'workOrder.offer'>) => Promise<Result<{ commandId: CommandId }>>
  /**
   * Waits until at most so many own commands have no answer; not without a connection, they wait in the outbox.
   * @returns whether it was worth waiting
   */
  waitForAnswers: (most: number) => Promise<boolean>
  /** What the server refused, as far as it has answered. */
  listRefused: () => Promise<ReadonlyMap<CommandId, Failure>>
}

/** Enough for one push to carry, few enough that stopping still stops something. */
const maxUnanswered = 10

/**
 * Sends offers one after another, each on its own: what one is refused for does not hold up the next.
 * @param onProgress how many were tried
 * @returns which were sent and which refused; those after a stop are in neither
 */
export const sendBatch = async (
  offers: readonly CommandArgs<'workOrder.offer'>[],
  { offer, waitForAnswers, listRefused }: BatchLine,
  isStopped: () => boolean,
  onProgress: (tried: number) => void,
): Promise<BatchOutcome> => {
  const issued = new Map<TicketId, CommandId>()
  const refused = new Map<TicketId, Refusal>()
  // A server that did not answer in time is not waited for again with each of the others.
  let isAnswering = true
  const wait = async (most: number): Promise<void> => {
    isAnswering &&= await waitForAnswers(most)
  }
  for (const [index, args] of offers.entries()) {
    await wait(maxUnanswered)
    if (isStopped()) break
    const answer = await offer(args)
    if (answer.ok) issued.set(args.ticketId, answer.value.commandId)
    else refused.set(args.ticketId, { failure: answer.failure, commandId: null })
    onProgress(index + 1)
  }
  await wait(0)
  const byServer = await listRefused()
  for (const [ticketId, commandId] of issued) {
    const failure = byServer.get(commandId)
    if (failure !== undefined) refused.set(ticketId, { failure, commandId })
  }
  return { sent: [...issued.keys()].filter((ticketId) => !refused.has(ticketId)), refused }
}
