import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/domain/ticket'
import { useKey } from '../../navigation/keys'
import { useMayRequest } from './may-request'
import { RemoteButton } from './remote-button'
import { dropWantedCode, requestCodeOf, requestRemote, useRemote } from './remote-store'

/** 远程协助: the button and key on a ticket; only where it may be asked for and none is on. */
export const RemoteAction = ({ ticket }: { ticket: Ticket }) => {
  const { t } = useTranslation('remote')
  const canRequest = useMayRequest(ticket) && ticket.status !== 'closed'
  const isWanted = useRemote(({ wanted }) => wanted === ticket.id)
  const { id, number } = ticket
  useEffect(() => {
    if (isWanted && number !== null) void requestRemote(id)
  }, [isWanted, id, number])
  // A code that comes when nobody looks at its ticket would be a surprise.
  useEffect(
    () => () => {
      dropWantedCode(id)
    },
    [id],
  )
  useKey(
    'ticket.remote',
    () => t('key'),
    () => {
      if (!canRequest) return false
      requestCodeOf(ticket)
      return true
    },
  )
  if (!canRequest) return null
  return (
    <RemoteButton
      onClick={() => {
        requestCodeOf(ticket)
      }}
    />
  )
}
