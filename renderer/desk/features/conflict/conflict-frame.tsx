import i18next from 'i18next'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Copy } from 'lucide-react'
import type { TimelineEvent } from '#shared/ipc/replica-views'
import { toast, toastFailure, Button, Dialog, FailureText, shortTime, useNow } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { type AttentionGroup, dismissAttention } from './attention-store'
import { useCommandWords } from './use-command-words'
import styles from './conflict.module.css'

/** Puts what was written on the clipboard and says so. */
export const copyWords = async (text: string): Promise<void> => {
  const result = await call('clipboard.write', { text })
  if (result.ok) toast({ tone: 'success', text: i18next.t('common:copied') })
  else toastFailure(result.failure)
}

/** @param current the values as they are now; empty where `isHere` is false */
export type ConflictProps = {
  group: AttentionGroup
  current: Record<string, unknown>
  isHere: boolean
  timeline: readonly TimelineEvent[]
  onClose: () => void
}

type Props = Pick<ConflictProps, 'group' | 'onClose'> & {
  children: ReactNode
  /** The event that wrote the present value. */
  theirs?: TimelineEvent | null
  /**
   * The label of the button that dismisses the own version, and the question before it; none if that is
   * among the choices.
   */
  letGo?: { label: string; question: string }
  /** The way on; null while something is still to choose. */
  apply?: { label: string; run: (() => Promise<boolean>) | null; hint?: string }
  more?: ReactNode
}

/**
 * What all screens of refused commands share: what was refused and why, and that nothing is discarded unasked.
 */
export const ConflictFrame = ({
  group: { item, items },
  onClose,
  children,
  theirs = null,
  letGo,
  apply,
  more,
}: Props) => {
  const { t } = useTranslation('sync')
  const { actWord, copyOf } = useCommandWords()
  const now = useNow('minute')
  const [isAsking, setIsAsking] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const title = item.title ?? (typeof item.args.subject === 'string' ? item.args.subject : null)

  const run = async (work: () => Promise<boolean>, doneText: string): Promise<void> => {
    if (isBusy) return
    setIsBusy(true)
    const isDone = await work()
    setIsBusy(false)
    if (!isDone) return
    toast({ tone: 'success', text: doneText })
    onClose()
  }
  const applyNow = (): void => {
    const work = apply?.run ?? null
    if (work !== null) void run(work, t('conflict.applied'))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    applyNow()
  }

  const asking = letGo !== undefined && (
    <>
      <p role="alert" className={styles.question}>
        {letGo.question}
      </p>
      <Button
        onClick={() => {
          setIsAsking(false)
        }}
      >
        {t('conflict.back')}
      </Button>
      <Button
        variant="danger"
        busy={isBusy}
        autoFocus
        onClick={() => {
          void run(() => dismissAttention(items.map(({ commandId }) => commandId)), t('conflict.letGone'))
        }}
      >
        {letGo.label}
      </Button>
    </>
  )
  const choosing = (
    <>
      <div className={styles.aside}>
        {letGo !== undefined && (
          <Button
            variant="quiet"
            onClick={() => {
              setIsAsking(true)
            }}
          >
            {letGo.label}
          </Button>
        )}
        <Button
          variant="quiet"
          icon={<Copy size={14} aria-hidden />}
          onClick={() => {
            void copyWords(copyOf(items))
          }}
        >
          {t('copyWritten')}
        </Button>
      </div>
      <Button onClick={onClose}>{t('conflict.later')}</Button>
      {more}
      {apply !== undefined && (
        <Button
          variant="primary"
          shortcut="Ctrl+Enter"
          busy={isBusy}
          disabled={apply.run === null}
          title={apply.hint}
          onClick={applyNow}
        >
          {apply.label}
        </Button>
      )}
    </>
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="lg"
      title={t('conflict.title', { act: actWord({ ...item, args: {} }) })}
      actions={isAsking ? asking : choosing}
      description={
        <div className={styles.about}>
          {title !== null && (
            <p className={styles.name}>
              {item.number !== null && <span className="figures">{item.number}</span>} {title}
            </p>
          )}
          <p>
            {t('conflict.youAt', { time: shortTime(item.actedAt, now) })}
            {theirs !== null && (
              <>
                {' '}
                ·{' '}
                {t('conflict.theyAt', {
                  name: theirs.byName ?? t('conflict.somebody'),
                  time: shortTime(theirs.at, now),
                })}
              </>
            )}
          </p>
          <p className={styles.why}>
            {items.length > 1 ? t('contestedFields', { count: items.length }) : <FailureText failure={item.failure} />}
          </p>
        </div>
      }
    >
      <div className={styles.content} onKeyDown={onKeyDown}>
        {children}
      </div>
    </Dialog>
  )
}
