import type { RemoteView } from '#shared/protocol/remote'

const sessionId = '5b0c6a1e-8f0e-4a55-9d0b-2f4c2f6a1b11'

/** @returns a session as the server shows it to the page: who asks is known, nothing is allowed */
export const testView = (fields: Partial<RemoteView> = {}): RemoteView => ({
  version: 1,
  sessionId: sessionId as RemoteView['sessionId'],
  state: 'identified',
  rights: [],
  consentUntil: null,
  pausedBy: null,
  steps: [],
  contactName: '王会计',
  agentName: '李静',
  organisationName: '华东服务中心',
  ticketNumber: 'T-20261201-0001',
  end: null,
  endedBy: null,
  presence: { agent: 'here', customer: 'here' },
  ...fields,
})
