import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderBatch } from '#shared/ipc/order-views'
import type { TicketId, WorkOrderId } from '#shared/ids'
import { ok, type Result } from '#shared/result'
import { Banner, DraftDialog, FailureText, Skeleton, toast, useSending } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { newId } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { BatchCommon } from './batch-common'
import { batchRowOf, freshBatch, offerOf, type BatchRow } from './batch-draft'
import { batchLine } from './batch-line'
import { BatchRows } from './batch-rows'
import { BatchProgress } from './batch-progress'
import { sendBatch, type Refusal } from './batch-sending'
import { useBatchDraft, useDispatchDrafts, writeBatch, writeDispatch } from './order-store'

type Props = {
  ticketIds: readonly TicketId[]
  /** These are dispatched: nothing is left to do with them. */
  onSent: (ticketIds: readonly TicketId[]) => void
  onClose: () => void
}

/** What sending came to so far: kept while the dialog is open, so that a refusal stands where it is answered. */
type Past = { sent: ReadonlySet<TicketId>; refused: ReadonlyMap<TicketId, Refusal> }
const nothingPast: Past = { sent: new Set(), refused: new Map() }

const rowsOf = (
  { tickets, organisations }: OrderBatch,
  past: Past,
  drafts: ReturnType<typeof useDispatchDrafts>,
  batch: typeof freshBatch,
): BatchRow[] =>
  tickets
    .filter(({ ticket }) => !past.sent.has(ticket.id))
    .map((one) => batchRowOf(one, drafts[one.ticket.id] ?? null, batch, organisations))

/** 批量派工: several tickets in one act, each confirmed with its customer. What is refused stays, with its reason. */
export const BatchDialog = ({ ticketIds, onSent, onClose }: Props) => {
  const { t } = useTranslation('order')
  // Those that were marked when it opened: the list behind it goes on changing.
  const [asked] = useState(() => [...ticketIds])
  const [past, setPast] = useState(nothingPast)
  const [progress, setProgress] = useState<{ tried: number; total: number } | null>(null)
  const isStopped = useRef(false)
  useEffect(
    () => () => {
      isStopped.current = true
    },
    [],
  )
  // While offers go out every answer would ask for all of it again, and nothing of it is shown.
  const query = useReplicaQuery('order.readBatch', progress === null ? { ticketIds: asked } : undefined)
  const batch = useBatchDraft() ?? freshBatch
  const drafts = useDispatchDrafts()
  const rows = query.data === null ? [] : rowsOf(query.data, past, drafts, batch)
  const offers = rows.flatMap((row) => offerOf(row, batch, newId<WorkOrderId>()) ?? [])

  const onSend = async (): Promise<Result<unknown>> => {
    isStopped.current = false
    setProgress({ tried: 0, total: offers.length })
    const { sent, refused } = await sendBatch(
      offers,
      batchLine,
      () => isStopped.current,
      (tried) => {
        setProgress({ tried, total: offers.length })
      },
    )
    for (const ticketId of sent) {
      writeDispatch(ticketId, null)
      // It went through now: the refusal before it has nothing left to be answered.
      const before = past.refused.get(ticketId)?.commandId ?? null
      if (before !== null) void call('sync.dismissAttention', { commandId: before })
    }
    onSent(sent)
    setPast({
      sent: new Set([...past.sent, ...sent]),
      refused: new Map([...past.refused, ...refused].filter(([ticketId]) => !sent.includes(ticketId))),
    })
    setProgress(null)
    const left = rows.length - sent.length
    toast({
      tone: left === 0 ? 'success' : 'info',
      text: left === 0 ? t('batch.done', { count: sent.length }) : t('batch.partly', { count: sent.length, left }),
    })
    if (left === 0) {
      writeBatch(null)
      onClose()
    }
    // The first refusal takes the focus.
    const [first] = refused.values()
    return first === undefined ? ok(null) : { ok: false, failure: first.failure }
  }
  const sending = useSending({ isFaulty: offers.length === 0, onSend, onSent: () => undefined })

  return (
    <DraftDialog
      size="lg"
      title={t('batch.title')}
      description={t('batch.what')}
      sendLabel={t('batch.send', { count: offers.length })}
      sending={sending}
      onClose={onClose}
    >
      {progress !== null && (
        <BatchProgress
          {...progress}
          onStop={() => {
            isStopped.current = true
          }}
        />
      )}
      {/* It is there before the answer is, so that the focus has where to go. */}
      {progress === null && (
        <BatchCommon batch={batch} candidates={query.data?.organisations ?? []} isTried={sending.isTried} rows={rows} />
      )}
      {progress === null && query.phase === 'loading' && <Skeleton lines={[90, 80, 90]} />}
      {progress === null && query.phase === 'failed' && (
        <Banner tone="danger">
          <FailureText failure={query.failure} />
        </Banner>
      )}
      {progress === null && query.data !== null && (
        <BatchRows
          rows={rows}
          batch={batch}
          candidates={query.data.organisations}
          refused={past.refused}
          isTried={sending.isTried}
          round={past}
        />
      )}
    </DraftDialog>
  )
}
