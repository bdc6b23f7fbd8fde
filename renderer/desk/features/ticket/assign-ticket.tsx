import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { maxRemark } from '#shared/domain/limits'
import type { Ticket } from '#shared/domain/ticket'
import { fail } from '#shared/result'
import { issue } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { Chosen, DraftDialog, FailureText, TextArea, toast, TypedChoice, useSending } from '../../../shared/ui'
import { assignArgsOf, targetsFor, useAssignDraft, writeAssign, type AssignDraft, type Target } from './assign-draft'
import { TargetLine } from './target-line'

type Props = { ticket: Ticket; onClose: () => void }

/** 转交: to whom or where, and what they should know. What is typed stays with the ticket until it is sent. */
export const AssignTicket = ({ ticket, onClose }: Props) => {
  const { t } = useTranslation(['ticket', 'common'])
  const draft = useAssignDraft(ticket.id)
  const { chosen } = draft
  const query = useReplicaQuery('ticket.listAssignees', { ticketId: ticket.id })
  const search = useRef<HTMLInputElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const isFocusWanted = useRef(false)
  const found = targetsFor(query.data ?? { people: [], hasQueues: false }, draft.search, ticket, (of, value) =>
    t(`common:${of}.${value}`),
  )
  const sending = useSending({
    isFaulty: chosen === null,
    onSend: async () =>
      chosen === null ? fail('notFound') : issue('ticket.assign', assignArgsOf(ticket.id, chosen, draft.note), true),
    onSent: () => {
      const to = chosen?.kind === 'person' ? chosen.person.name : chosen?.name
      toast({ tone: 'success', text: t('assign.done', { to }) })
      writeAssign(ticket.id, null)
      onClose()
    },
    // Another may be chosen at once; what was written stays.
    onRefused: () => {
      isFocusWanted.current = true
      writeAssign(ticket.id, { ...draft, chosen: null })
    },
  })
  const { failure, isTried } = sending
  const chosenKey = chosen?.key ?? null
  const error =
    failure !== null ? <FailureText failure={failure} /> : isTried && chosenKey === null ? t('assign.choose') : null

  useEffect(() => {
    if (!isFocusWanted.current) return
    isFocusWanted.current = false
    ;(chosenKey === null ? search : note).current?.focus()
  }, [chosenKey])

  const change = (changes: Partial<AssignDraft>): void => {
    sending.forgetFailure()
    writeAssign(ticket.id, { ...draft, ...changes })
  }
  const choose = (target: Target | null): void => {
    isFocusWanted.current = true
    sending.begin()
    change({ chosen: target })
  }
  return (
    <DraftDialog
      title={t('assign.title')}
      description={t('assign.what')}
      sendLabel={t('action.assign')}
      sending={sending}
      onClose={onClose}
    >
      {chosen === null ? (
        <TypedChoice
          ref={search}
          label={t('assign.search')}
          placeholder={t('assign.placeholder')}
          resultsLabel={t('assign.results')}
          text={draft.search}
          error={error}
          found={found}
          keyOf={({ key }) => key}
          isReady={query.phase !== 'loading'}
          empty={{ title: t('assign.empty'), text: t('assign.emptyHint') }}
          onText={(text) => {
            change({ search: text })
          }}
          onChoose={choose}
          renderRow={(target) => <TargetLine target={target} />}
        />
      ) : (
        <Chosen
          label={t('assign.chosen')}
          otherLabel={t('assign.other')}
          onOther={() => {
            choose(null)
          }}
        >
          <TargetLine target={chosen} />
        </Chosen>
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
    </DraftDialog>
  )
}
