import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketId } from '#shared/ids'
import type { CallView } from '#shared/ipc/replica-views'
import { isCallOf } from '#shared/domain/call-desk'
import { callOtherEnd } from '#shared/domain/call'
import type { EntitlementReason } from '#shared/domain/entitlement'
import { maxTicketText } from '#shared/domain/limits'
import { priorities, type TicketKind } from '#shared/domain/ticket'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import { problemDomains } from '#shared/domain/problem-domain'
import { issue, newId } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo } from '../../navigation/place-store'
import { Button, SelectField, TextArea, TextField, toast } from '../../../shared/ui'
import { remoteStore, wantCode, WantedNotice } from '../remote'
import { usePerson } from '../session'
import { KindChoice } from './kind-choice'
import {
  isNear,
  missingFields,
  openArgsOf,
  organisationsFor,
  prefilledDraft,
  type DraftField,
  type TicketDraft,
} from './ticket-draft'
import { useDraft, writeDraft } from './ticket-store'
import styles from './ticket.module.css'

type Props = { view: CallView; kinds: readonly TicketKind[]; reason: EntitlementReason }
type FieldsProps = {
  draft: TicketDraft
  change: (changes: Partial<TicketDraft>) => void
  missing: readonly DraftField[]
}

const Organisation = ({ draft, change, missing, view }: FieldsProps & { view: CallView }) => {
  const { t } = useTranslation('ticket')
  const customer = view.customer?.customer
  const all = useReplicaQuery('organisation.list', null)
  const region = customer?.region ?? ''
  const ordered = organisationsFor(all.data ?? [], region, customer?.organisationId ?? '')
  const mark = (id: string, where: string): string => {
    if (id === customer?.organisationId) return ` · ${t('create.own')}`
    return isNear(where, region) ? ` · ${t('create.near')}` : ''
  }
  return (
    <SelectField
      label={t('field.organisationId')}
      required
      value={draft.organisationId}
      onValue={(organisationId) => {
        change({ organisationId })
      }}
      error={missing.includes('organisationId') ? t('create.organisation') : null}
      options={[
        { value: '', label: t(ordered.length === 0 ? 'create.noOrganisation' : 'create.organisation') },
        ...ordered.map(({ id, name, region: where }) => ({
          value: id,
          label: `${name}（${where}）${mark(id, where)}`,
        })),
      ]}
    />
  )
}

const Form = ({ draft, view, kinds, reason }: Props & { draft: TicketDraft }) => {
  const { t } = useTranslation(['ticket', 'common'])
  const person = usePerson()
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const isReferral = draft.kind === 'referral'
  const isMine = person !== null && isCallOf(view.call, person.id)
  const missing = isTried ? missingFields(draft) : []
  const change = (changes: Partial<TicketDraft>): void => {
    writeDraft(view.call.id, { ...draft, ...changes })
  }
  const field = (name: Exclude<DraftField, 'organisationId'>, required = isReferral) => ({
    label: t(`field.${name}`),
    value: draft[name],
    onValue: (typed: string) => {
      change({ [name]: typed })
    },
    maxLength: maxTicketText[name],
    required,
    error: missing.includes(name) ? t('create.needed') : null,
  })

  // The caller's own number stays masked here as everywhere; typing replaces it.
  const from = callOtherEnd(view.call)
  const phone =
    from === null || draft.callerPhone !== from
      ? {
          onValue: (typed: string) => {
            change({ callerPhone: typed === '' && from !== null ? from : typed })
          },
        }
      : {
          value: '',
          placeholder: maskPhoneNumber(from),
          onValue: (typed: string) => {
            change({ callerPhone: typed === '' ? from : typed })
          },
        }

  const open = async (): Promise<void> => {
    setIsTried(true)
    if (missingFields(draft).length > 0)
      requestAnimationFrame(() => {
        form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
      })
    if (!isMine || isBusy || missingFields(draft).length > 0) return
    setIsBusy(true)
    const opened = await issue('ticket.open', openArgsOf(draft, view))
    setIsBusy(false)
    if (!opened.ok) return
    writeDraft(view.call.id, null)
    toast({ tone: 'success', text: t('create.done') })
    if (remoteStore.getState().wanted === view.call.id) wantCode(draft.ticketId)
    goTo({ kind: 'ticket', id: draft.ticketId })
  }
  const startOver = (): void => {
    writeDraft(view.call.id, prefilledDraft(view, kinds, newId<TicketId>()))
    setIsTried(false)
    toast({
      text: t('create.cleared'),
      action: {
        label: t('common:undo'),
        run: () => {
          writeDraft(view.call.id, draft)
        },
      },
    })
    form.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void open()
  }

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={t('create.title')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void open()
      }}
    >
      <WantedNotice of={view.call.id} why="needsTicket" />
      <KindChoice
        value={draft.kind}
        kinds={kinds}
        reason={reason}
        onValue={(kind) => {
          change({ kind })
        }}
      />
      <TextField {...field('subject', true)} data-first="" />
      <TextArea
        label={t('field.description')}
        value={draft.description}
        onValue={(description) => {
          change({ description })
        }}
        rows={4}
        maxLength={maxTicketText.description}
      />
      <div className={styles.selects}>
        <SelectField
          label={t('field.priority')}
          value={draft.priority}
          onValue={(priority) => {
            change({ priority })
          }}
          hint={t(`priorityMeaning.${draft.priority}`)}
          options={priorities.map((value) => ({ value, label: t(`common:priority.${value}`) }))}
        />
        <SelectField
          label={t('field.problemDomain')}
          value={draft.problemDomain ?? ''}
          onValue={(value) => {
            change({ problemDomain: value === '' ? null : value })
          }}
          options={[
            { value: '', label: t('noDomain') },
            ...problemDomains.map((value) => ({ value, label: t(`common:problemDomain.${value}`) })),
          ]}
        />
      </div>
      {isReferral && <p className={styles.none}>{t('create.referralFacts')}</p>}
      <div className={styles.selects}>
        <TextField {...field('callerName')} />
        <TextField {...field('company')} hint={view.customer === null ? t('create.attachLater') : undefined} />
        <TextField {...field('callerPhone')} {...phone} type="tel" />
        <TextField {...field('product')} />
        <TextField {...field('productVersion')} />
        {isReferral && <Organisation draft={draft} change={change} missing={missing} view={view} />}
      </div>
      <div className={styles.actions}>
        <p role="status" className={styles.missing}>
          {!isMine
            ? t('create.notAnswered')
            : missing.length > 0 &&
              t('create.missing', { fields: missing.map((name) => t(`field.${name}`)).join(t('comma')) })}
        </p>
        <Button variant="quiet" onClick={startOver}>
          {t('action.discard')}
        </Button>
        <Button type="submit" variant="primary" shortcut="Ctrl+Enter" busy={isBusy} disabled={!isMine}>
          {t('action.open')}
        </Button>
      </div>
    </form>
  )
}

/** A ticket for a call, prefilled from it. What is typed stays with the call until it is opened. */
export const NewTicket = ({ view, kinds, reason }: Props) => {
  const draft = useDraft(view.call.id)
  const hasDraft = draft !== null
  useEffect(() => {
    if (!hasDraft) writeDraft(view.call.id, prefilledDraft(view, kinds, newId<TicketId>()))
  }, [hasDraft, view, kinds])
  return draft === null ? null : <Form draft={draft} view={view} kinds={kinds} reason={reason} />
}
