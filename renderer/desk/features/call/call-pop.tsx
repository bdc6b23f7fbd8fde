import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PhoneOff } from 'lucide-react'
import type { CallId } from '#shared/ids'
import { isColleagueCall } from '#shared/domain/call'
import { isCallOf, ownPhase } from '#shared/domain/call-desk'
import type { CallView } from '#shared/ipc/replica-views'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { useLanding } from '../../navigation/use-landing'
import { EmptyState, FailureText, Skeleton, Tabs, useNow, type Tab } from '../../../shared/ui'
import { RemoteButton, useMayRequest } from '../remote'
import { usePerson } from '../session'
import { NewTicket } from '../ticket'
import { callCardOf } from './call-card'
import { CallBody, CallHead } from './call-body'
import { chooseTab, focusDone, useFocusWanted, useTab, type CallTab, isPersonFree } from './call-store'
import { hasCustomerOnLine, startRemote } from './start-remote'
import { WrapUp } from './wrap-up'
import styles from './call.module.css'

const Loaded = ({ view }: { view: CallView }) => {
  const { t } = useTranslation('call')
  const now = useNow()
  const person = usePerson()
  const { call } = view
  const tab = useTab(call.id)
  const phase = ownPhase(call, person?.id ?? null)
  const before = useRef(phase)
  const box = useRef<HTMLElement>(null)
  const isFocusWanted = useFocusWanted()
  useLanding(box)
  useEffect(() => {
    if (!isFocusWanted) return
    const frame = requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>('[data-first]')?.focus()
      focusDone()
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [isFocusWanted, tab])
  useEffect(() => {
    // The call shown has just ended: its wrap-up comes next, unless a ticket is being
    // written.
    if (before.current === 'talking' && phase === 'wrapUp' && tab === 'file')
      chooseTab(call.id, 'wrap', isPersonFree(document))
    before.current = phase
  }, [phase, tab, call.id])
  const canStartRemote = useMayRequest() && hasCustomerOnLine(view, phase)
  const card = callCardOf(view, now)
  const isAnsweredHere = person !== null && isCallOf(call, person.id)
  const tabs: Tab<CallTab>[] = [{ value: 'file', label: t('tab.file'), content: <CallBody view={view} /> }]
  const isCustomers = !isColleagueCall(call)
  if (isCustomers && (phase !== null || isAnsweredHere))
    tabs.push({
      value: 'ticket',
      label: t('tab.ticket'),
      content: <NewTicket view={view} kinds={card.kinds} reason={card.entitlement.reason} />,
    })
  if (isCustomers && (phase === 'talking' || phase === 'wrapUp'))
    tabs.push({ value: 'wrap', label: t('tab.wrap'), content: <WrapUp view={view} /> })
  return (
    <section ref={box} className={styles.pane} aria-label={t('pane.label')} tabIndex={-1}>
      <CallHead view={view}>
        {canStartRemote && (
          <RemoteButton
            onClick={() => {
              startRemote(view)
            }}
          />
        )}
      </CallHead>
      <Tabs
        label={t('tabs')}
        value={tabs.some(({ value }) => value === tab) ? tab : 'file'}
        onValue={(next) => {
          chooseTab(call.id, next)
        }}
        tabs={tabs}
      />
    </section>
  )
}

/** One call in the case column: the screen pop, the ticket it leads to, and its wrap-up. */
export const CallPop = ({ callId }: { callId: CallId }) => {
  const { t } = useTranslation('call')
  const query = useReplicaQuery('call.read', { callId }, true)
  if (query.data !== null) return <Loaded key={callId} view={query.data} />
  if (query.phase === 'failed')
    return (
      <EmptyState icon={<PhoneOff />} title={t('pane.gone')}>
        <FailureText failure={query.failure} /> {t('pane.goneHint')}
      </EmptyState>
    )
  return (
    <div className={styles.pane}>
      <Skeleton lines={[50, 40, 90, 90, 80]} />
    </div>
  )
}
