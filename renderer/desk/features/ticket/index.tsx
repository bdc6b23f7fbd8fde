import type { TicketId } from '#shared/ids'

/** `scope`: the work view lists one's own, the tickets view everything. */
export const TicketList = ({ scope }: { scope: 'work' | 'all' }) => <p>{scope}</p>
export const TicketPane = ({ ticketId }: { ticketId: TicketId }) => <p>{ticketId}</p>
