import type { CallId } from '#shared/ids'

export const CallStrip = () => null
export const CallPop = ({ callId }: { callId: CallId }) => <p>{callId}</p>
