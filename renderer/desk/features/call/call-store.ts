import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Disposition } from '#shared/domain/call'

export type CallTab = 'file' | 'ticket' | 'wrap'
export type WrapDraft = { disposition: Disposition | null; note: string }

type CallState = {
  tabs: Record<string, CallTab>
  wraps: Record<string, WrapDraft>
  /** Calls that were shown in the middle, or that came while the person was busy: they do not pop up again. */
  popped: readonly string[]
  /** The call in the middle of the screen now. */
  inMiddle: string | null
}

const fresh = (): CallState => ({ tabs: {}, wraps: {}, popped: [], inMiddle: null })
const noWrap: WrapDraft = { disposition: null, note: '' }

export const callStore = createStore<CallState>(fresh)

/** Nothing of the last person stays after signing out. */
export const forgetCalls = (): void => { callStore.setState(fresh(), true) }

export const chooseTab = (callId: string, tab: CallTab): void => {
  callStore.setState(({ tabs }) => ({ tabs: { ...tabs, [callId]: tab } }))
}

export const writeWrap = (callId: string, changes: Partial<WrapDraft>): void => {
  callStore.setState(({ wraps }) => ({ wraps: { ...wraps, [callId]: { ...(wraps[callId] ?? noWrap), ...changes } } }))
}

/** A new ring: in the middle when the person is free, else only in the strip. */
export const meetRinging = (callId: string, isFree: boolean): void => {
  callStore.setState(({ popped, inMiddle }) => ({ popped: [...popped, callId], inMiddle: isFree ? callId : inMiddle }))
}

export const leaveMiddle = (): void => { callStore.setState({ inMiddle: null }) }

export const useTab = (callId: string): CallTab => useStore(callStore, (state) => state.tabs[callId] ?? 'file')
export const useWrap = (callId: string): WrapDraft => useStore(callStore, (state) => state.wraps[callId] ?? noWrap)
