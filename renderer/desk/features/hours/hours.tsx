import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type WorkKind, workKinds } from '#shared/domain/ticket'
import { maxRemark } from '#shared/domain/limits'
import { mayOnTicket } from '#shared/domain/may'
import type { TicketView } from '#shared/ipc/replica-views'
import { Button, Section, SelectField, TextField } from '../../../shared/ui'
import { createPersonStore } from '../../bridge/person-store'
import { issue } from '../../bridge/issue'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { usePerson } from '../session'
import { minutesOf, minutesWords } from './minutes'
import styles from './hours.module.css'

/** A line that is being written, by ticket; going elsewhere loses nothing. */
export type HoursDraft = { time: string; work: WorkKind; note: string }
const freshHours: HoursDraft = { time: '', work: 'onSite', note: '' }

const hoursStore = createPersonStore<Record<string, HoursDraft | undefined>>(() => ({}))

/** @param draft null closes the line. */
const writeHours = (ticketId: string, draft: HoursDraft | null): void => {
  hoursStore.setState({ [ticketId]: draft ?? undefined })
}

/** 工时: what the ticket took, and a line to add to it. */
export const Hours = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('hours')
  const person = usePerson()
  const { ticket } = view
  const draft = useStore(hoursStore, (state) => state[ticket.id])
  const [isBusy, setIsBusy] = useState(false)
  // A time is judged once it is left or sent, not while it is typed.
  const [isJudged, setIsJudged] = useState(false)
  const time = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const canLog = mayOnTicket(person, 'ticket.logTime', ticket)
  const isOpen = draft !== undefined
  // Scrolls to the whole line with its buttons, not only to the focused box.
  useEffect(() => {
    if (isOpen) form.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, isJudged])
  useKey(
    'ticket.hours',
    () => t('key'),
    () => {
      if (!canLog) return false
      writeHours(ticket.id, draft ?? freshHours)
      return true
    },
  )
  const close = (): void => {
    setIsJudged(false)
    writeHours(ticket.id, null)
    requestAnimationFrame(() => {
      opener.current?.focus()
    })
  }
  const minutes = draft === undefined ? null : minutesOf(draft.time)
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (draft === undefined || isBusy) return
    if (minutes === null) {
      setIsJudged(true)
      time.current?.focus()
      return
    }
    setIsBusy(true)
    const result = await issue('ticket.logTime', { ticketId: ticket.id, minutes, work: draft.work, note: draft.note })
    setIsBusy(false)
    if (result.ok) close()
  }
  return (
    <Section
      title={t('title')}
      actions={
        canLog &&
        !isOpen && (
          <Button
            ref={opener}
            size="sm"
            variant="quiet"
            shortcut={keysOf('ticket.hours')}
            icon={<Clock size={14} aria-hidden />}
            onClick={() => {
              writeHours(ticket.id, freshHours)
            }}
          >
            {t('log')}
          </Button>
        )
      }
    >
      <p className={styles.total}>
        {ticket.minutesSpent === undefined || ticket.minutesSpent === 0
          ? t('none')
          : t('total', { time: minutesWords(ticket.minutesSpent, t) })}
      </p>
      {isOpen && (
        <form
          ref={form}
          className={styles.form}
          onSubmit={(event) => {
            void send(event)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault()
              close()
            }
          }}
        >
          <div className={styles.line}>
            <TextField
              ref={time}
              label={t('time')}
              value={draft.time}
              inputMode="decimal"
              autoFocus
              placeholder={t('timePlaceholder')}
              error={isJudged && minutes === null ? t('timeWrong') : null}
              hint={minutes !== null ? minutesWords(minutes, t) : isJudged ? undefined : t('timeHint')}
              onBlur={() => {
                setIsJudged(draft.time.trim() !== '')
              }}
              onValue={(text) => {
                writeHours(ticket.id, { ...draft, time: text })
              }}
            />
            <SelectField
              label={t('work')}
              value={draft.work}
              onValue={(work) => {
                writeHours(ticket.id, { ...draft, work })
              }}
              options={workKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
          </div>
          <TextField
            label={t('note')}
            value={draft.note}
            maxLength={maxRemark}
            onValue={(note) => {
              writeHours(ticket.id, { ...draft, note })
            }}
          />
          <div className={styles.actions}>
            <Button size="sm" onClick={close}>
              {t('cancel')}
            </Button>
            <Button size="sm" variant="primary" type="submit" busy={isBusy}>
              {t('log')}
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
