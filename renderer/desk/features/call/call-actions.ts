import type { CallId } from '#shared/ids'
import { issue } from '../../bridge/issue'
import { goTo } from '../../navigation/place-store'
import { chooseTab, leaveMiddle } from './call-store'

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
