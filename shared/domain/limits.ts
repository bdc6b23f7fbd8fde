/** The most characters in a short explanation: how a call ended, what time was spent on, why a ticket waits. */
export const maxRemark = 2000

/** The most characters in what a person writes on a ticket, by the field or the act. */
export const maxTicketText = {
  subject: 200,
  description: 20_000,
  note: 20_000,
  solution: 20_000,
  waitingFor: maxRemark,
  /** Why it is reopened. */
  reason: maxRemark,
  product: 80,
  productVersion: 40,
  callerName: 100,
  callerPhone: 40,
  company: 200,
} as const

/** 通话笔记: the most characters in one of them. */
export const maxCallNote = 4000

/** How many characters say why a customer's file is opened, or why a ticket is theirs. */
export const minFileReason = 4
export const maxFileReason = 300

/** The most minutes in one entry of time spent on a ticket. */
export const maxLoggedMinutes = 24 * 60
