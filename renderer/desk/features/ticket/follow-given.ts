import i18next from 'i18next'
import { createRunAgain } from '#shared/async/run-again'
import type { GivenTicket } from '#shared/ipc/assignee'
import { toast } from '../../../shared/ui'
import { call, listen } from '../../bridge/client'
import { goTo } from '../../navigation/place-store'
import { currentPerson } from '../session'
import { createGivenNotices } from './given-notices'

const show = ({ ticketId, number, subject, byName, note }: GivenTicket): void => {
  const t = (key: string, values: Record<string, unknown> = {}): string => i18next.t(`ticket:${key}`, values)
  toast({
    tone: 'info',
    title: t('given.title', { name: byName ?? t('event.nobody') }),
    text: [number, subject, note].filter((text) => text !== null && text !== '').join(' · '),
    action: {
      label: t('given.go'),
      run: () => {
        goTo({ kind: 'ticket', id: ticketId })
      },
    },
  })
}

/**
 * Tells somebody, once and quietly, that a colleague has given them a ticket.
 * @returns a function that stops telling
 */
export const followGiven = (): (() => void) => {
  const notices = createGivenNotices()
  const asking = createRunAgain(async () => {
    const person = currentPerson()
    const since = notices.since()
    if (person === null || since === null) return
    const given = await call('ticket.listGiven', { since })
    if (given.ok && currentPerson()?.id === person.id) for (const one of notices.take(given.value)) show(one)
  })
  const stops = [
    listen('sync.changed', (status) => {
      notices.connectionIs(status, Date.now())
    }),
    listen('replica.changed', ({ changed }) => {
      if (changed.some(({ noun }) => noun === 'ticket')) void asking.ask()
    }),
  ]
  void call('sync.read', null).then((result) => {
    if (result.ok) notices.connectionIs(result.value, Date.now())
  })
  return () => {
    for (const stop of stops) stop()
  }
}
