export const sessionRoom = (tokenHash: string): string => `session:${tokenHash}`
export const personRoom = (personId: string): string => `person:${personId}`
export const ticketRoom = (ticketId: string): string => `ticket:${ticketId}`
