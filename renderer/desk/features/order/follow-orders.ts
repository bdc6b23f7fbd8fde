import i18next from 'i18next'
import { createRunAgain } from '#shared/async/run-again'
import { toast, type Tone } from '../../../shared/ui'
import { call, listen } from '../../bridge/client'
import { goTo } from '../../navigation/place-store'
import { currentPerson } from '../session'
import { createOrderNotices, type OrderNotice } from './order-notices'

const tones: Partial<Record<OrderNotice['kind'], Extract<Tone, 'warning' | 'success'>>> = {
  refused: 'warning',
  handedOn: 'warning',
  withdrawn: 'warning',
  done: 'success',
}

const show = ({ kind, order }: OrderNotice): void => {
  const t = (key: string, values: Record<string, unknown> = {}): string => i18next.t(`order:${key}`, values)
  toast({
    tone: tones[kind] ?? 'info',
    title: t(`notice.${kind}`, { organisation: order.organisationName }),
    text: [order.ticketNumber, order.subject, order.outcome].filter((text) => text !== null && text !== '').join(' · '),
    action: {
      label: t('notice.go'),
      run: () => {
        goTo({ kind: 'ticket', id: order.ticketId })
      },
    },
  })
}

/** Tells those concerned, once and quietly, what becomes of an order. @returns a function that stops telling */
export const followOrders = (): (() => void) => {
  const notices = createOrderNotices()
  const asking = createRunAgain(async () => {
    const person = currentPerson()
    const since = notices.since()
    if (person === null || since === null) return
    const moved = await call('order.listMoved', { since })
    if (moved.ok && currentPerson()?.id === person.id)
      for (const notice of notices.take(moved.value, person)) show(notice)
  })
  const stops = [
    listen('sync.changed', (status) => {
      notices.connectionIs(status, Date.now())
    }),
    listen('replica.changed', ({ changed }) => {
      if (changed.some(({ noun }) => noun === 'workOrder')) void asking.ask()
    }),
  ]
  void call('sync.read', null).then((result) => {
    if (result.ok) notices.connectionIs(result.value, Date.now())
  })
  return () => {
    for (const stop of stops) stop()
  }
}
