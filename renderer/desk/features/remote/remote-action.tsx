import { MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { may } from '#shared/domain/may'
import type { Ticket } from '#shared/domain/ticket'
import { Button } from '../../../shared/ui'
import { useKey } from '../../navigation/keys'
import { usePerson } from '../session'
import { requestRemote, useRemote } from './remote-store'

/** 远程协助: the button and key on a ticket; only where it may be asked for and none is on. */
export const RemoteAction = ({ ticket }: { ticket: Ticket }) => {
  const { t } = useTranslation('remote')
  const person = usePerson()
  const isBusy = useRemote((state) => state.isRequesting)
  const isOn = useRemote(({ now }) => now !== null && now.connection !== 'over')
  const canRequest = may(person, 'remoteSession.request') && ticket.status !== 'closed' && !isOn
  const request = (): void => {
    void requestRemote(ticket.id)
  }
  useKey(
    'ticket.remote',
    'Alt+Y',
    () => t('key'),
    () => {
      if (!canRequest) return false
      request()
      return true
    },
    'ticket',
  )
  if (!canRequest) return null
  return (
    <Button size="sm" shortcut="Alt+Y" busy={isBusy} icon={<MonitorUp size={14} aria-hidden />} onClick={request}>
      {t('action')}
    </Button>
  )
}
