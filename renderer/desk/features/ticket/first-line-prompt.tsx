import { useTranslation } from 'react-i18next'
import { may } from '#shared/domain/may'
import type { Ticket } from '#shared/domain/ticket'
import { Button, useNow } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { keysOf } from '../../navigation/key-table'
import { runKey } from '../../navigation/keys'
import { canDispatch } from '../order'
import { usePerson } from '../session'
import { TimePrompt } from '../time-prompt'
import { promptedFirstLine } from './prompted-first-line'

/** After 30 minutes with the first line: hand it over, to an organisation or to a colleague. */
export const FirstLinePrompt = ({ ticket }: { ticket: Ticket }) => {
  const { t } = useTranslation(['ticket', 'order'])
  const person = usePerson()
  const now = useNow('minute')
  const { data: organisations } = useReplicaQuery('organisation.list', null)
  const clock = organisations === null ? null : promptedFirstLine(person, ticket, organisations, now)
  if (clock === null) return null
  return (
    <TimePrompt clock={clock} of={ticket.id} text={t('prompt.firstLine')}>
      {canDispatch(person, ticket) && (
        <Button size="sm" shortcut={keysOf('ticket.dispatch')} onClick={() => runKey('ticket.dispatch')}>
          {t('order:action')}
        </Button>
      )}
      {may(person, 'ticket.assign') && (
        <Button size="sm" shortcut={keysOf('ticket.assign')} onClick={() => runKey('ticket.assign')}>
          {t('action.assign')}
        </Button>
      )}
    </TimePrompt>
  )
}
