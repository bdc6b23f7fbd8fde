import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PauseCircle } from 'lucide-react'
import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import { mayOnTicket } from '#shared/domain/may'
import { issue } from '../../bridge/issue'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { landAgain } from '../../navigation/use-landing'
import { Button } from '../../../shared/ui'
import { DispatchAction } from '../order'
import { RemoteAction } from '../remote'
import { usePerson } from '../session'
import { AssignAction } from './assign-action'
import { TextBox } from './text-box'
import styles from './ticket.module.css'

/** Take, solve, close, reopen: only those that apply now; each has its key. `children` stand at the end of the line. */
export const TicketActions = ({ ticket, children }: { ticket: Ticket; children: ReactNode }) => {
  const { t } = useTranslation('ticket')
  const person = usePerson()
  const [asking, setAsking] = useState<'solution' | 'reason' | 'waitingFor' | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const ticketId = ticket.id
  const isOpen = isTicketOpen(ticket)
  const isWaiting = (ticket.waitingFor ?? null) !== null
  const canTake =
    mayOnTicket(person, 'ticket.take', ticket) && ticket.status !== 'closed' && ticket.ownerId !== person?.id
  const canWait = mayOnTicket(person, 'ticket.wait', ticket) && isOpen && !isWaiting
  const canResume = mayOnTicket(person, 'ticket.resume', ticket) && isOpen && isWaiting
  const canSolve = mayOnTicket(person, 'ticket.solve', ticket) && isOpen
  const canClose = mayOnTicket(person, 'ticket.close', ticket) && ticket.status === 'solved'
  const canReopen = mayOnTicket(person, 'ticket.reopen', ticket) && !isOpen
  const hasSolution = ticket.articles.some((link) => link.isSolution)

  const leave = (): void => {
    setAsking(null)
    landAgain(box.current?.closest<HTMLElement>('[tabindex="-1"]') ?? null)
  }
  /** The box closes only once its text was accepted. */
  const send = async (sent: ReturnType<typeof issue>): Promise<boolean> => {
    const { ok } = await sent
    if (ok) leave()
    return ok
  }
  const take = (): void => {
    void issue('ticket.take', { ticketId }).then(leave)
  }
  const resume = (): void => {
    void issue('ticket.resume', { ticketId }).then(leave)
  }
  const close = (): void => {
    void issue('ticket.close', { ticketId }).then(leave)
  }
  useKey(
    'ticket.take',
    () => t('key.take'),
    () => {
      if (!canTake) return false
      take()
      return true
    },
  )
  useKey(
    'ticket.wait',
    () => t(canResume ? 'key.resume' : 'key.wait'),
    () => {
      if (canResume) {
        resume()
        return true
      }
      if (!canWait) return false
      setAsking('waitingFor')
      return true
    },
  )
  useKey(
    'ticket.solve',
    () => t('key.solve'),
    () => {
      if (!canSolve) return false
      setAsking('solution')
      return true
    },
  )
  useKey(
    'ticket.close',
    () => t('key.close'),
    () => {
      if (!canClose) return false
      close()
      return true
    },
  )
  useKey(
    'ticket.reopen',
    () => t('key.reopen'),
    () => {
      if (!canReopen) return false
      setAsking('reason')
      return true
    },
  )

  return (
    <>
      <div className={styles.actions} ref={box}>
        {canTake && (
          <Button size="sm" shortcut={keysOf('ticket.take')} onClick={take}>
            {t('action.take')}
          </Button>
        )}
        {canWait && (
          <Button
            size="sm"
            shortcut={keysOf('ticket.wait')}
            onClick={() => {
              setAsking('waitingFor')
            }}
          >
            {t('action.wait')}
          </Button>
        )}
        {canResume && (
          <Button size="sm" shortcut={keysOf('ticket.wait')} onClick={resume}>
            {t('action.resume')}
          </Button>
        )}
        {canReopen && (
          <Button
            size="sm"
            shortcut={keysOf('ticket.reopen')}
            onClick={() => {
              setAsking('reason')
            }}
          >
            {t('action.reopen')}
          </Button>
        )}
        {canSolve && (
          <Button
            size="sm"
            variant="primary"
            shortcut={keysOf('ticket.solve')}
            onClick={() => {
              setAsking('solution')
            }}
          >
            {t('action.solve')}
          </Button>
        )}
        {canClose && (
          <Button size="sm" variant="primary" shortcut={keysOf('ticket.close')} onClick={close}>
            {t('action.close')}
          </Button>
        )}
        <AssignAction ticket={ticket} />
        <RemoteAction ticket={ticket} />
        <DispatchAction ticket={ticket} />
        {children}
      </div>
      {isWaiting && (
        <p className={styles.waiting}>
          <PauseCircle size={14} aria-hidden /> {t('wait.now', { text: ticket.waitingFor })}
        </p>
      )}
      {asking === 'waitingFor' && canWait && (
        <TextBox
          ticketId={ticketId}
          kind="waitingFor"
          label={t('wait.label')}
          placeholder={t('wait.placeholder')}
          action={t('action.wait')}
          isFocused
          onCancel={leave}
          onSend={(waitingFor) => send(issue('ticket.wait', { ticketId, waitingFor }))}
        />
      )}
      {asking === 'solution' && canSolve && (
        <TextBox
          ticketId={ticketId}
          kind="solution"
          label={t('solve.label')}
          placeholder={t('solve.placeholder')}
          action={t('action.solve')}
          isFocused
          isEmptyAllowed={hasSolution}
          {...(hasSolution ? { hint: t('solve.withArticle') } : {})}
          onCancel={leave}
          onSend={(solution) => send(issue('ticket.solve', { ticketId, solution }))}
        />
      )}
      {asking === 'reason' && canReopen && (
        <TextBox
          ticketId={ticketId}
          kind="reason"
          label={t('reopen.label')}
          placeholder={t('reopen.placeholder')}
          action={t('action.reopen')}
          isFocused
          onCancel={leave}
          onSend={(reason) => send(issue('ticket.reopen', { ticketId, reason }))}
        />
      )}
    </>
  )
}
