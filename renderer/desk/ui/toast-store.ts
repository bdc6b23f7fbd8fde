import { createStore } from 'zustand/vanilla'
import type { Failure } from '#shared/result'
import type { Tone } from './tone'

export type Toast = {
  id: number
  tone: Tone
  title: string | null
  text: string | null
  failure: Failure | null
  /** What can be done about it, usually undo. */
  action: { label: string; run: () => void } | null
}

export const toastStore = createStore<{ toasts: Toast[] }>(() => ({ toasts: [] }))

/** Long enough to read two lines and reach the undo; errors stay until they are dismissed. */
const stayMs = 6000
const mostAtOnce = 4
let lastId = 0

export const dismissToast = (id: number): void => {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}

/** Says something in the corner: `toast({ tone: 'success', text: '已关闭', action: { label: '撤销', run } })`. */
export const toast = (said: Partial<Omit<Toast, 'id'>>): number => {
  lastId += 1
  const id = lastId
  const next: Toast = { tone: 'neutral', title: null, text: null, failure: null, action: null, ...said, id }
  const isSame = (other: Toast): boolean => next.failure !== null && other.failure?.code === next.failure.code
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts.filter((other) => !isSame(other)), next].slice(-mostAtOnce) }))
  if (next.tone !== 'danger') setTimeout(() => { dismissToast(id) }, stayMs)
  return id
}

/** A failure in its own sentence; stays until read. */
export const toastFailure = (failure: Failure): number => toast({ tone: 'danger', failure })
