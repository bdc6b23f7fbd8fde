import { useStore } from 'zustand'
import type { Disposition } from '#shared/domain/call'
import type { CallId } from '#shared/ids'
import { createPersonStore } from '../../bridge/person-store'
import { issue } from '../../bridge/issue'
import { goTo } from '../../navigation/place-store'

/** Whether the person neither types nor has something open in front: only then may a call come into the middle. */
export const isPersonFree = (page: Document): boolean => {
  const focused = page.activeElement
  const isTyping =
    focused instanceof HTMLElement &&
    (focused.isContentEditable ||
      focused.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'))
  return !isTyping && page.querySelector('[role=dialog][data-state=open], [role=menu][data-state=open]') === null
}

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

/** Takes a call and shows it; what was being typed elsewhere stays where it is. */
export const answer = (callId: CallId): void => {
  leaveMiddle()
  goTo({ kind: 'call', id: callId })
  void issue('call.answer', { callId })
}

/** Declines a ringing call; it goes on ringing for the others. */
export const decline = (callId: CallId): void => {
  leaveMiddle()
  void issue('call.decline', { callId })
}

export const hangUp = (callId: CallId): void => {
  void issue('call.hangUp', { callId })
}

export const showCall = (callId: CallId): void => {
  leaveMiddle()
  goTo({ kind: 'call', id: callId })
}

export const showWrapUp = (callId: CallId): void => {
  chooseTab(callId, 'wrap', true)
  showCall(callId)
}

export const showNewTicket = (callId: CallId): void => {
  chooseTab(callId, 'ticket', true)
  showCall(callId)
}
