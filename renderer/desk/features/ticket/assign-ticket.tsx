import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import type { Ticket } from '#shared/domain/ticket'
import type { Failure } from '#shared/result'
import { issue } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { Button, Dialog, FailureText, TextArea, toast } from '../../../shared/ui'
import { AssignChoice, TargetLine } from './assign-choice'
import { assignArgsOf, targetsFor, useAssignDraft, writeAssign, type AssignDraft, type Target } from './assign-draft'
import styles from './attach.module.css'

type Props = { ticket: Ticket; onClose: () => void }

/** 转交: to whom or where, and what they should know. What is typed stays with the ticket until it is sent. */
export const AssignTicket = ({ ticket, onClose }: Props) => {
  const { t } = useTranslation(['ticket', 'common'])
  const draft = useAssignDraft(ticket.id)
  const query = useReplicaQuery('ticket.listAssignees', { ticketId: ticket.id })
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const isFocusWanted = useRef(false)
  const found = targetsFor(query.data ?? { people: [], hasQueues: false }, draft.search, ticket, (of, value) =>
    t(`common:${of}.${value}`),
  )
  const chosenKey = draft.chosen?.key ?? null
  const error =
    failure !== null ? <FailureText failure={failure} /> : isTried && chosenKey === null ? t('assign.choose') : null

  useEffect(() => {
    if (!isFocusWanted.current) return
    isFocusWanted.current = false
    ;(chosenKey === null ? search : note).current?.focus()
  }, [chosenKey])

  const change = (changes: Partial<AssignDraft>): void => {
    setFailure(null)
    writeAssign(ticket.id, { ...draft, ...changes })
  }
  const choose = (chosen: Target | null): void => {
    isFocusWanted.current = true
    setIsTried(false)
    change({ chosen })
  }
  const send = async (): Promise<void> => {
    setIsTried(true)
    if (draft.chosen === null) search.current?.focus()
    if (isBusy || draft.chosen === null) return
    setIsBusy(true)
    const sent = await issue('ticket.assign', assignArgsOf(ticket.id, draft.chosen, draft.note), true)
    setIsBusy(false)
    if (!sent.ok) {
      // Another may be chosen at once; what was written stays.
      isFocusWanted.current = true
      writeAssign(ticket.id, { ...draft, chosen: null })
      setFailure(sent.failure)
      return
    }
    const { chosen } = draft
    toast({
      tone: 'success',
      text: t('assign.done', { to: chosen.kind === 'person' ? chosen.person.name : chosen.name }),
    })
    writeAssign(ticket.id, null)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('assign.title')}
      description={t('assign.what')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="primary"
            shortcut="Ctrl+Enter"
            busy={isBusy}
            onClick={() => {
              void send()
            }}
          >
            {t('action.assign')}
          </Button>
        </>
      }
    >
      <div className={styles.form} onKeyDown={onKeyDown}>
        {draft.chosen === null ? (
          <AssignChoice
            ref={search}
            text={draft.search}
            error={error}
            found={found}
            isReady={query.phase !== 'loading'}
            onText={(text) => {
              change({ search: text })
            }}
            onChoose={choose}
          />
        ) : (
          <div className={styles.chosen} role="group" aria-label={t('assign.chosen')}>
            <TargetLine target={draft.chosen} />
            <Button
              size="sm"
              variant="quiet"
              onClick={() => {
                choose(null)
              }}
            >
              {t('assign.other')}
            </Button>
          </div>
        )}
        <TextArea
          ref={note}
          label={t('assign.note')}
          placeholder={t('assign.notePlaceholder')}
          hint={t('assign.noteHint')}
          rows={2}
          maxLength={maxRemark}
          value={draft.note}
          onValue={(typed) => {
            change({ note: typed })
          }}
        />
      </div>
    </Dialog>
  )
}
