import i18next from 'i18next'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { call, listen } from '../../bridge/client'
import { clearToasts, correctClock, toast } from '../../../shared/ui'
import { attentionStore, followAttention, groupAttention, readAttention } from '../conflict'
import { followAway, type Away } from './coming-back'
import { followNetwork } from './network'
import { forgetPanel, openPanel, panelStore, readOutbox } from './panel-store'
import { statusStore } from './status-store'

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
