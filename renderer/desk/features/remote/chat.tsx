import { useEffect, useRef, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, FailureText, Section, TextField } from '../../../shared/ui'
import { readLines, sendChat, useRemote, writeRemote } from './remote-store'
import styles from './remote.module.css'

/** As long as a message may be. */
const maxLine = 2000

/** What both sides write, also before there is a picture. */
export const Chat = ({ contactName, canWrite }: { contactName: string; canWrite: boolean }) => {
  const { t } = useTranslation('remote')
  const lines = useRemote((state) => state.lines)
  const draft = useRemote((state) => state.chatDraft)
  const log = useRef<HTMLDivElement>(null)
  useEffect(() => {
    readLines()
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [lines])
  const text = draft.trim()
  const send = (event: SubmitEvent): void => {
    event.preventDefault()
    if (text !== '' && canWrite) void sendChat(text)
  }
  return (
    <Section title={t('chat.title')}>
      <div ref={log} role="log" aria-label={t('chat.title')} tabIndex={0} className={styles.lines}>
        {lines.length === 0 && <p className={styles.secondary}>{t('chat.empty')}</p>}
        {lines.map((line) => (
          <p key={line.key} data-from={line.from} className={styles.line}>
            <span className={styles.who}>{line.from === 'agent' ? t('chat.agent') : contactName}</span> {line.text}
            {line.failure !== null && (
              <span className={styles.failure}>
                {t('chat.failed')} · <FailureText failure={line.failure} />
              </span>
            )}
          </p>
        ))}
      </div>
      <form className={styles.compose} onSubmit={send}>
        <TextField
          label={t('chat.label')}
          isLabelHidden
          placeholder={t('chat.placeholder')}
          value={draft}
          maxLength={maxLine}
          disabled={!canWrite}
          onValue={(chatDraft) => {
            writeRemote({ chatDraft })
          }}
        />
        <Button size="sm" type="submit" disabled={!canWrite || text === ''}>
          {t('chat.send')}
        </Button>
      </form>
    </Section>
  )
}
