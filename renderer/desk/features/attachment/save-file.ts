import i18next from 'i18next'
import type { FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { call } from '../../bridge/client'
import { toast, toastFailure } from '../../../shared/ui'

/** Asks where to save, and reports the result. */
export const saveFile = async (ticketId: TicketId, hash: FileHash): Promise<void> => {
  const result = await call('attachment.save', { ticketId, hash })
  if (!result.ok) toastFailure(result.failure)
  else if (result.value.isSaved) toast({ tone: 'success', text: i18next.t('attachment:saved') })
}
