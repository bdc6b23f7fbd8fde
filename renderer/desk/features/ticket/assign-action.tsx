import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayOnTicket } from '#shared/domain/may'
import type { Ticket } from '#shared/domain/ticket'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { Button } from '../../../shared/ui'
import { usePerson } from '../session'
import { AssignTicket } from './assign-ticket'

/** The button that gives a ticket to somebody else, its key, and its dialog. */
export const AssignAction = ({ ticket }: { ticket: Ticket }) => {
  const { t } = useTranslation('ticket')
  const [isAssigning, setIsAssigning] = useState(false)
  const mayAssign = mayOnTicket(usePerson(), 'ticket.assign', ticket) && ticket.status !== 'closed'
  const open = (): boolean => {
    if (mayAssign) setIsAssigning(true)
    return mayAssign
  }
  useKey('ticket.assign', () => t('key.assign'), open)
  if (!mayAssign) return null
  return (
    <>
      <Button size="sm" shortcut={keysOf('ticket.assign')} onClick={open}>
        {t('action.assign')}
      </Button>
      {isAssigning && (
        <AssignTicket
          ticket={ticket}
          onClose={() => {
            setIsAssigning(false)
          }}
        />
      )}
    </>
  )
}
