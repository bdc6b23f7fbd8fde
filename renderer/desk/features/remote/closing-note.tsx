import { useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import { remoteMinutes, type RemoteSession } from '#shared/domain/remote-session'
import { Button, TextArea } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import type { Translate } from '../../../shared/i18n'
import { call } from '../../bridge/client'
import { useLanding } from '../../navigation/use-landing'
import { remoteStore, useRemote, writeNote } from './remote-store'
import styles from './remote.module.css'

/** @returns what the note begins with: how long it took, and which steps were done and which were not */
export const prefilledNote = (
  session: Pick<RemoteSession, 'spans' | 'endedAt' | 'requestedAt' | 'steps'>,
  t: Translate,
): string => {
  const named = (isDone: boolean): string =>
    session.steps
      .filter((step) => step.isDone === isDone)
      .map(({ text }) => text)
      .join(t('remote:note.comma', {}))
  const [done, open] = [named(true), named(false)]
  return [
    t('remote:note.prefill', { minutes: remoteMinutes(session, session.endedAt ?? session.requestedAt) }),
    done === '' ? '' : t('remote:note.steps', { steps: done }),
    open === '' ? '' : t('remote:note.open', { steps: open }),
  ]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, maxRemark)
}

/** The note that every session with a consent ends with. */
export const ClosingNote = ({ session }: { session: RemoteSession }) => {
  const { t } = useTranslation('remote')
  const written = useRemote((state) => state.notes[session.id])
  const [isBusy, setIsBusy] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useLanding(area)
  const note = written ?? prefilledNote(session, t)
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (note.trim() === '' || isBusy) return
    setIsBusy(true)
    const result = await issue('remoteSession.note', { sessionId: session.id, note })
    setIsBusy(false)
    if (result.ok && remoteStore.getState().now?.sessionId === session.id) await call('remote.leave', null)
  }
  return (
    <form className={styles.note} onSubmit={(event) => void save(event)}>
      <TextArea
        label={t('note.label')}
        hint={t('note.hint')}
        required
        ref={area}
        rows={4}
        maxLength={maxRemark}
        value={note}
        onValue={(text) => {
          writeNote(session.id, text)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      <div className={styles.acts}>
        <Button
          size="sm"
          variant="primary"
          type="submit"
          shortcut="Ctrl+Enter"
          busy={isBusy}
          disabled={note.trim() === ''}
        >
          {t('note.save')}
        </Button>
      </div>
    </form>
  )
}
