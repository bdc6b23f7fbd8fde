import i18next from 'i18next'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { clearToasts, correctClock, toast } from '../../../shared/ui'
import { call, listen } from '../../bridge/client'
import { attentionStore, followAttention, groupAttention, readAttention } from '../conflict'
import { forgetPanel, openPanel, panelStore, readOutbox } from './panel-store'
import { statusStore } from './status-store'

/**
 * The server is heard every 2 s and given up 5 s after it was heard last; a second for the message. If the line counts
 * as live after that, the network that went was not the one it runs over (a server on this machine, a second card).
 */
const decidedWithinMs = 6000

type Needs = { isLive: () => boolean; setUnconfirmed: (isUnconfirmed: boolean) => void; reconnect: () => void }

/**
 * Listens to the system's word on the network. That it is gone proves nothing about the server, so nothing is cut:
 * `live` is only not claimed until the heartbeat has decided. That it is there again is worth a try at once, instead of
 * after the back-off.
 * @returns a function that stops listening
 */
export const followNetwork = (
  { isLive, setUnconfirmed, reconnect }: Needs,
  target: EventTarget = window,
): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  const settle = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const gone = (): void => {
    if (!isLive()) return
    setUnconfirmed(true)
    settle()
    timer = setTimeout(() => {
      setUnconfirmed(false)
    }, decidedWithinMs)
  }
  // A live line may be one that died with the old network; if so the heartbeat says it within its time, and the core
  // tries at once.
  const back = (): void => {
    if (!isLive()) reconnect()
  }
  target.addEventListener('offline', gone)
  target.addEventListener('online', back)
  return () => {
    settle()
    target.removeEventListener('offline', gone)
    target.removeEventListener('online', back)
  }
}

/**
 * Whether the desk was offline with commands waiting; `waited` and `attention` as they were when the connection came
 * back.
 */
export type Away = { phase: 'here' } | { phase: 'away'; waited: number; attention: number }

export type Seen = Pick<SyncStatus, 'connection' | 'pending' | 'attention'>

/**
 * Follows the connection through an interruption.
 * @returns the new state, and once, when all waiting commands are answered, how many the server accepted
 */
export const followAway = (
  away: Away,
  { connection, pending, attention }: Seen,
): { away: Away; sent: number | null } => {
  const isCut =
    connection === 'offline' || connection === 'refused' || (connection === 'connecting' && away.phase === 'here')
  if (isCut)
    return { away: pending > 0 ? { phase: 'away', waited: pending, attention } : { phase: 'here' }, sent: null }
  if (away.phase === 'here' || connection !== 'live' || pending > 0) return { away, sent: null }
  return { away: { phase: 'here' }, sent: Math.max(0, away.waited - Math.max(0, attention - away.attention)) }
}

let away: Away = { phase: 'here' }

/**
 * Shows one sentence after an interruption: what was sent, and what a person must look at.
 * @returns the id of the toast, to dismiss it when the panel is opened
 */
const toastReturned = (sent: number, attention: number): number => {
  const t = (key: string, count: number): string => i18next.t(`sync:returned.${key}`, { count })
  if (attention === 0) return toast({ tone: 'success', text: t('sent', sent) })
  const text = sent === 0 ? t('onlyAttention', attention) : `${t('sentFirst', sent)}${t('attention', attention)}`
  return toast({ tone: 'warning', text, action: { label: i18next.t('sync:look'), run: openPanel } })
}

const show = (status: SyncStatus): void => {
  const { leftBytes } = status.uploads
  correctClock(status.clockOffsetMs)
  statusStore.setState(({ uploadBytes, isUnconfirmed }) => ({
    status,
    uploadBytes: leftBytes === 0 ? 0 : Math.max(uploadBytes, leftBytes),
    isUnconfirmed: isUnconfirmed && status.connection === 'live',
  }))
  const isAttentionOld = status.attention !== attentionStore.getState().attention.length
  if (panelStore.getState().isPanelOpen) void readOutbox()
  const next = followAway(away, status)
  away = next.away
  const { sent } = next
  if (sent !== null)
    void readAttention().then(() => {
      const { attention } = attentionStore.getState()
      panelStore.setState({ returnedToast: toastReturned(sent, groupAttention(attention).length) })
    })
  else if (isAttentionOld) void readAttention()
}

/** Follows the connection, and the network under it. @returns a function that stops following. */
export const startSync = (): (() => void) => {
  const stops = [
    listen('sync.changed', show),
    followAttention(),
    followNetwork({
      isLive: () => statusStore.getState().status?.connection === 'live',
      setUnconfirmed: (isUnconfirmed) => {
        statusStore.setState({ isUnconfirmed })
      },
      reconnect: () => {
        void call('sync.reconnect', null)
      },
    }),
  ]
  void call('sync.read', null).then((result) => {
    if (result.ok) show(result.value)
  })
  return () => {
    for (const stop of stops) stop()
    away = { phase: 'here' }
    clearToasts()
    forgetPanel()
    statusStore.setState({ isUnconfirmed: false })
  }
}
