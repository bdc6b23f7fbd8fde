import { v7 } from 'uuid'
import type { CommandArgs, CommandName } from '#shared/domain/commands'
import type { CommandId } from '#shared/ids'
import type { Result } from '#shared/result'
import { toastFailure } from '../../shared/ui/toast'
import { call } from './client'

/** A new time-ordered id for what a person creates here; brand it where it is used: `newId<TicketId>()`. */
export const newId = <Id extends string = string>(): Id => v7() as Id

/**
 * Issues a command of a person. A failure is also shown as a message that stays until read.
 * @param isQuiet the caller shows the failure itself.
 */
export const issue = async <N extends CommandName>(
  name: N,
  args: CommandArgs<N>,
  isQuiet = false,
): Promise<Result<{ commandId: CommandId }>> => {
  const result = await call('command.issue', { name, args })
  if (!result.ok && !isQuiet) toastFailure(result.failure)
  return result
}
