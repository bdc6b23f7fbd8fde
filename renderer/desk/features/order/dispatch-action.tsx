import { useState } from 'react'
import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '#shared/domain/ticket'
import { Button } from '../../../shared/ui'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { usePerson } from '../session'
import { canDispatch } from './can-dispatch'
import { DispatchDialog } from './dispatch-dialog'

/** 派工: the button and key on an open ticket that no organisation has. */
export const DispatchAction = ({ ticket }: { ticket: Ticket }) => {
  const { t } = useTranslation('order')
  const person = usePerson()
  const [isOpen, setIsOpen] = useState(false)
  const canOffer = canDispatch(person, ticket)
  const open = (): void => {
    setIsOpen(true)
  }
  useKey(
    'ticket.dispatch',
    () => t('key'),
    () => {
      if (!canOffer) return false
      open()
      return true
    },
  )
  if (!canOffer) return null
  return (
    <>
      <Button size="sm" shortcut={keysOf('ticket.dispatch')} icon={<Send size={14} aria-hidden />} onClick={open}>
        {t('action')}
      </Button>
      {isOpen && (
        <DispatchDialog
          ticket={ticket}
          onClose={() => {
            setIsOpen(false)
          }}
        />
      )}
    </>
  )
}
