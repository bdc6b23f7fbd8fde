import { useTranslation } from 'react-i18next'
import { memo, type ReactNode } from 'react'
import type { CustomerId } from '#shared/ids'
import type { CallView } from '#shared/ipc/replica-views'
import { callOtherEnd, isColleagueCall } from '#shared/domain/call'
import { ownPhase } from '#shared/domain/call-desk'
import { callHandlers } from '#shared/domain/handlers'
import { Badge, Button, Section, Duration, NewerNotice, useNow } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { useNarrow } from '../../navigation/use-narrow'
import { PhoneOf } from '../phone'
import { usePerson } from '../session'
import { TicketRows } from '../ticket'
import { callCardOf } from './call-card'
import { CallCourse } from './call-course'
import { CallFile } from './call-file'
import { colleagueName, handedOnBy, isHandedOn, maskedCode } from './call-words'
import { EntitlementCard, TopicCard } from './entitlement-card'
import { FittingArticles } from './fitting-articles'
import { shownState } from './live-calls'
import styles from './call.module.css'

/** The customers that the number matches: a list to ask about, never proof. */
const Candidates = ({ view, isReadOnly }: { view: CallView; isReadOnly: boolean }) => {
  const { t } = useTranslation('call')
  const { call, candidates } = view
  return (
    <Section title={t('pane.candidates')} count={candidates.length}>
      <p className={styles.none}>{t('pane.candidatesHint')}</p>
      <ul className={styles.rows}>
        {candidates.map((candidate) => (
          <li key={`${candidate.customerId} ${candidate.contactName}`} className={styles.candidate}>
            <span className={styles.name} title={candidate.customerName}>
              {candidate.customerName}
            </span>
            <span className={styles.none}>
              {candidate.region} · {candidate.contactName}
            </span>
            {call.chosenCustomerId === candidate.customerId ? (
              <Badge tone="info">{t('pane.chosen')}</Badge>
            ) : (
              !isReadOnly && (
                <Button
                  size="sm"
                  aria-label={`${t('action.choose')} ${candidate.customerName}`}
                  onClick={() => {
                    void issue('call.chooseCustomer', {
                      callId: call.id,
                      customerId: candidate.customerId as CustomerId,
                    })
                  }}
                >
                  {t('action.choose')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The number at the other end, or that it was withheld. */
const OtherEnd = ({ view: { call }, hasKey }: { view: CallView; hasKey: boolean }) => {
  const { t } = useTranslation('call')
  const number = callOtherEnd(call)
  if (number === null) return t('strip.withheld')
  return (
    <PhoneOf
      number={number}
      label={t(call.direction === 'in' ? 'pane.number' : 'pane.numberOut')}
      owner={{ noun: 'call', callId: call.id }}
      handlers={callHandlers(call)}
      hasKey={hasKey}
    />
  )
}

type HeadProps = { view: CallView; isBrief?: boolean; children?: ReactNode }

/** Who calls, in one line that can be read at arm's length; `children` stand at its end. */
export const CallHead = ({ view, isBrief = false, children }: HeadProps) => {
  const { t } = useTranslation(['call', 'common'])
  const person = usePerson()
  const { call } = view
  const code = maskedCode(view)
  const phase = ownPhase(call, person?.id ?? null)
  const colleague = colleagueName(view, person?.id ?? null)
  const name = colleague ?? view.customer?.customer.name
  const from = handedOnBy(view, person?.id ?? null)
  const now = useNow()
  const state = phase === null ? null : shownState(call, phase, person?.id ?? null, now)
  // Keys are not for the middle of the screen, where only the call is decided.
  const number = <OtherEnd key={call.id} view={view} hasKey={!isBrief} />
  const whichCall =
    colleague !== null
      ? t('strip.colleague')
      : call.direction === 'out'
        ? t('pane.outbound')
        : t(`common:queue.${call.queue}`)
  return (
    <div className={styles.head}>
      <h2 className={styles.who} title={name}>
        {name ?? number}
      </h2>
      <p className={styles.facts}>
        {name !== undefined && number}
        {call.chosenCustomerId !== null && code === null && <Badge tone="warning">{t('strip.unproved')}</Badge>}
        {code !== null && (
          <Badge tone={call.identity.status === 'verified' ? 'success' : 'danger'}>
            <span className="figures">
              {code} {call.identity.status === 'verified' ? '✓' : '✗'}
            </span>
          </Badge>
        )}
        <Badge>{whichCall}</Badge>
        {from !== null && <Badge tone="info">{t('strip.handedOn', { name: from })}</Badge>}
        {call.hasMessage === true && <Badge tone="warning">{t('pane.hasMessage')}</Badge>}
        {call.problemDomain !== null && <Badge tone="info">{t(`common:problemDomain.${call.problemDomain}`)}</Badge>}
        {state !== null && (
          <span className={styles.none}>
            {t(`strip.${state.word}`)} <Duration since={state.since} />
          </span>
        )}
        {children}
      </p>
    </div>
  )
}

const OpenTickets = ({ view: { customer }, isBrief }: { view: CallView; isBrief: boolean }) => {
  const { t } = useTranslation('call')
  if (customer === null || (isBrief && customer.openTickets.length === 0)) return null
  return (
    <Section title={t('pane.openTickets')} count={customer.openTickets.length}>
      {customer.openTickets.length === 0 ? (
        <p className={styles.none}>{t('pane.noOpenTickets')}</p>
      ) : (
        <TicketRows rows={customer.openTickets} label={t('pane.openTickets')} />
      )}
    </Section>
  )
}

/**
 * Everything that is known before picking up. `isBrief` in the middle of the screen, where only the call is decided.
 * What else changes while it rings (the agent's own state) does not concern it.
 */
export const CallBody = memo(function CallBody({ view, isBrief = false }: { view: CallView; isBrief?: boolean }) {
  const { t } = useTranslation('call')
  const now = useNow()
  const person = usePerson()
  const card = callCardOf(view, now)
  const isOwn = ownPhase(view.call, person?.id ?? null) !== null
  const isNarrow = useNarrow()
  // The knowledge column lists them already, and nothing is suggested for callers who may not have help.
  const hasArticles =
    (isBrief || isNarrow) && (card.entitlement.level === 'technical' || card.entitlement.level === 'product')
  // A call between colleagues has no card, file or ticket: no customer is involved.
  if (isColleagueCall(view.call))
    return (
      <div className={styles.body}>
        {isBrief && <CallHead view={view} isBrief />}
        <p className={styles.none}>{t('pane.colleagueHint')}</p>
      </div>
    )
  return (
    <div className={styles.body}>
      {isBrief && <CallHead view={view} isBrief />}
      <NewerNotice newer={view.newer} />
      {card.topic !== null && <TopicCard topic={card.topic} />}
      <EntitlementCard card={card} view={view} />
      {card.isChoiceOpen && <Candidates view={view} isReadOnly={!isOwn} />}
      {(!isBrief || isHandedOn(view.call)) && <CallCourse view={view} isBrief={isBrief} />}
      {view.tickets.length > 0 && (
        <Section title={t('pane.ticketsOfCall')} count={view.tickets.length}>
          <TicketRows rows={view.tickets} label={t('pane.ticketsOfCall')} />
        </Section>
      )}
      <OpenTickets view={view} isBrief={isBrief} />
      {hasArticles && <FittingArticles view={view} />}
      <CallFile view={view} isBrief={isBrief} isOwn={isOwn} />
    </div>
  )
})
