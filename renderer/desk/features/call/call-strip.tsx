import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ClipboardCheck, Phone, PhoneCall, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing } from 'lucide-react'
import type { OwnPhase } from '#shared/domain/call-desk'
import type { CallView } from '#shared/ipc/replica-views'
import { usePlace } from '../../navigation/place-store'
import { useKey } from '../../navigation/keys'
import { Button, classNames, Duration, IconButton, useNow } from '../../../shared/ui'
import {
  answer,
  decline,
  hangUp,
  showCall,
  showNewTicket,
  showWrapUp,
  callStore,
  meetRinging,
  isPersonFree,
} from './call-store'
import { useAgent } from '../agent'
import { useMayRequest } from '../remote'
import { usePerson } from '../session'
import { shownState, useOwnCalls } from './live-calls'
import { colleagueName, handedOnBy, maskedCaller, maskedCode, productOf } from './call-words'
import { RingingPop } from './ringing-pop'
import { hasCustomerOnLine, startRemote } from './start-remote'
import styles from './call-strip.module.css'

const icons = { dialling: PhoneOutgoing, ringing: PhoneIncoming, talking: PhoneCall, wrapUp: ClipboardCheck }

const Caller = ({ view, phase }: { view: CallView; phase: OwnPhase }) => {
  const { t } = useTranslation('call')
  const personId = usePerson()?.id ?? null
  const Icon = icons[phase]
  const code = maskedCode(view)
  const colleague = colleagueName(view, personId)
  const name =
    colleague ??
    view.customer?.customer.name ??
    (view.candidates.length > 0 ? t('strip.candidates', { count: view.candidates.length }) : t('strip.nobody'))
  const isKnown = colleague !== null || view.customer !== null
  const isVerified = view.call.identity.status === 'verified'
  const from = handedOnBy(view, personId)
  const state = shownState(view.call, phase, personId, useNow())
  return (
    <button
      type="button"
      className={styles.caller}
      title={name}
      onClick={() => {
        showCall(view.call.id)
      }}
    >
      <Icon size={16} aria-hidden className={styles.icon} />
      {colleague === null ? (
        <span className={classNames('figures', styles.fixed, styles.number)}>
          {maskedCaller(view) ?? t('strip.withheld')}
        </span>
      ) : (
        <span className={styles.fixed}>{t('strip.colleague')}</span>
      )}
      {code !== null && (
        <span className={classNames('figures', isVerified ? styles.good : styles.bad)}>
          {code} {isVerified ? '✓' : '✗'}
          <span className="visually-hidden"> {t(isVerified ? 'strip.verified' : 'card.codeExpired.title')}</span>
        </span>
      )}
      <span className={classNames(styles.customer, isKnown && styles.known)}>{name}</span>
      {view.call.chosenCustomerId !== null && code === null && (
        <span className={styles.unproved}>{t('strip.unproved')}</span>
      )}
      {from !== null && <span className={styles.fixed}>{t('strip.handedOn', { name: from })}</span>}
      <span className={styles.product}>{productOf(view)}</span>
      <span className={styles.time}>
        <span className={styles.word}>{t(`strip.${state.word}`)} </span>
        <Duration since={state.since} />
      </span>
    </button>
  )
}

const Acts = ({ view: { call }, phase, isFirst }: { view: CallView; phase: OwnPhase; isFirst: boolean }) => {
  const { t } = useTranslation('call')
  const shortcut = (keys: string): { shortcut: string } | object => (isFirst ? { shortcut: keys } : {})
  if (phase === 'ringing')
    return (
      <>
        <IconButton
          icon={<PhoneMissed size={14} aria-hidden />}
          label={t('action.decline')}
          {...shortcut('Shift+F2')}
          onClick={() => {
            decline(call.id)
          }}
        />
        <Button
          size="sm"
          variant="primary"
          icon={<Phone size={14} aria-hidden />}
          {...shortcut('F2')}
          onClick={() => {
            answer(call.id)
          }}
        >
          {t('action.answer')}
        </Button>
      </>
    )
  if (phase === 'talking' || phase === 'dialling')
    return (
      <Button
        size="sm"
        variant="danger"
        icon={<PhoneOff size={14} aria-hidden />}
        {...shortcut('F4')}
        onClick={() => {
          hangUp(call.id)
        }}
      >
        {t('action.hangUp')}
      </Button>
    )
  return (
    <Button
      size="sm"
      variant="primary"
      icon={<ClipboardCheck size={14} aria-hidden />}
      {...shortcut('F8')}
      onClick={() => {
        showWrapUp(call.id)
      }}
    >
      {t('action.dispose')}
    </Button>
  )
}

/** The line on top: every live call of this desk with what can be done about it; it also meets each new ring. */
export const CallStrip = () => {
  const { t } = useTranslation('call')
  const calls = useOwnCalls()
  const personId = usePerson()?.id
  const place = usePlace()
  const agent = useAgent()
  const mayRequest = useMayRequest()
  const first = (phase: OwnPhase): CallView['call']['id'] | undefined =>
    calls.find((each) => each.phase === phase)?.view.call.id
  const ringing = calls.filter(({ phase }) => phase === 'ringing').map(({ view }) => view)
  const current = calls.find(({ view }) => place.kind === 'call' && place.id === view.call.id) ?? calls[0]

  useEffect(() => {
    for (const { call } of ringing) {
      const isTalking = calls.some(({ phase }) => phase === 'talking')
      if (!callStore.getState().popped.includes(call.id)) meetRinging(call.id, !isTalking && isPersonFree(document))
    }
  }, [ringing, calls])

  const isRinging = ringing.length > 0
  useEffect(() => {
    if (!isRinging) return
    // The title shows in the task bar while another program is in front.
    document.title = `${t('strip.ringing')} · ${t('common:appName')}`
    return () => {
      document.title = t('common:appName')
    }
  }, [isRinging, t])

  const on = (id: CallView['call']['id'] | undefined, run: (id: CallView['call']['id']) => void): boolean => {
    if (id !== undefined) run(id)
    return id !== undefined
  }
  useKey(
    'call.answer',
    () => t('key.answer'),
    () => on(first('ringing'), answer),
  )
  useKey(
    'call.decline',
    () => t('key.decline'),
    () => on(first('ringing'), decline),
  )
  useKey(
    'call.hangUp',
    () => t('key.hangUp'),
    () => on(first('talking') ?? first('dialling'), hangUp),
  )
  useKey(
    'call.show',
    () => t('key.show'),
    () => on(current?.view.call.id, showCall),
  )
  useKey(
    'call.wrapUp',
    () => t('key.dispose'),
    () => on(first('wrapUp') ?? first('talking'), showWrapUp),
  )
  useKey(
    'call.newTicket',
    () => t('key.newTicket'),
    () => on(first('talking') ?? first('dialling') ?? first('wrapUp') ?? first('ringing'), showNewTicket),
  )
  useKey(
    'call.remote',
    () => t('key.remote'),
    () => {
      // On a ticket the key is that ticket's, also where it cannot be done there.
      if (!mayRequest || place.kind === 'ticket') return false
      const helped = [...(current === undefined ? [] : [current]), ...calls].find(({ view, phase }) =>
        hasCustomerOnLine(view, phase),
      )
      if (helped !== undefined) startRemote(helped.view)
      return helped !== undefined
    },
  )

  return (
    <section className={styles.strip} aria-label={t('strip.label')}>
      {calls.length === 0 && (
        <p className={styles.empty}>
          {t(agent === null || agent.state === 'ready' ? 'strip.empty' : 'strip.emptyNotReady')}
        </p>
      )}
      <ul className={styles.calls}>
        {calls.map(({ view, phase }, index) => (
          <li key={view.call.id} className={classNames(styles.call, styles[phase])}>
            <Caller view={view} phase={phase} />
            <Acts view={view} phase={phase} isFirst={calls.findIndex((each) => each.phase === phase) === index} />
          </li>
        ))}
      </ul>
      <p aria-live="assertive" className="visually-hidden">
        {ringing
          .map((view) =>
            t('announce', {
              who:
                colleagueName(view, personId ?? null) ??
                view.customer?.customer.name ??
                maskedCaller(view) ??
                t('strip.withheld'),
              key: 'F2',
            }),
          )
          .join(' ')}
      </p>
      <RingingPop views={ringing} />
    </section>
  )
}
