export { NewTicket } from './new-ticket'
export { TicketList } from './ticket-list'
export { TicketPane } from './ticket-pane'
export { TicketRows } from './ticket-rows'
