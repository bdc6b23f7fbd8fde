import { useStore } from 'zustand'
import type { Disposition } from '#shared/domain/call'
import { createPersonStore } from '../../bridge/person-store'

export type CallTab = 'file' | 'ticket' | 'wrap'
export type WrapDraft = {
  disposition: Disposition | null
  note: string
  /** The state after, chosen here; null: as chosen before. */ next: string | null
}

type CallState = {
  tabs: Record<string, CallTab>
  wraps: Record<string, WrapDraft>
  /** Notes being typed, by call. */
  notes: Record<string, string>
  /** Calls that were shown in the middle, or that came while the person was busy: they do not pop up again. */
  popped: readonly string[]
  /** The call in the middle of the screen now. */
  inMiddle: string | null
  /** A key led here: the pane puts the focus on its first control. */
  isFocusWanted: boolean
}

const fresh = (): CallState => ({ tabs: {}, wraps: {}, notes: {}, popped: [], inMiddle: null, isFocusWanted: false })
const noWrap: WrapDraft = { disposition: null, note: '', next: null }

export const callStore = createPersonStore<CallState>(fresh)

export const chooseTab = (callId: string, tab: CallTab, isFocusWanted = false): void => {
  callStore.setState(({ tabs }) => ({ tabs: { ...tabs, [callId]: tab }, isFocusWanted }))
}

export const writeWrap = (callId: string, changes: Partial<WrapDraft>): void => {
  callStore.setState(({ wraps }) => ({ wraps: { ...wraps, [callId]: { ...(wraps[callId] ?? noWrap), ...changes } } }))
}

export const writeNote = (callId: string, text: string): void => {
  callStore.setState(({ notes }) => ({ notes: { ...notes, [callId]: text } }))
}

/** A new ring: in the middle when the person is free, else only in the strip. */
export const meetRinging = (callId: string, isFree: boolean): void => {
  callStore.setState(({ popped, inMiddle }) => ({ popped: [...popped, callId], inMiddle: isFree ? callId : inMiddle }))
}

export const focusDone = (): void => {
  callStore.setState({ isFocusWanted: false })
}

export const leaveMiddle = (): void => {
  callStore.setState({ inMiddle: null })
}

export const useTab = (callId: string): CallTab => useStore(callStore, (state) => state.tabs[callId] ?? 'file')
export const useFocusWanted = (): boolean => useStore(callStore, (state) => state.isFocusWanted)
export const useWrap = (callId: string): WrapDraft => useStore(callStore, (state) => state.wraps[callId] ?? noWrap)
export const useNote = (callId: string): string => useStore(callStore, (state) => state.notes[callId] ?? '')
