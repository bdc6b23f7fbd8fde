import { z } from 'zod'

export const roles = ['agent', 'consultant', 'manager', 'supervisor', 'reviewer', 'administrator'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/**
 * Who may do what: one row per command. The server enforces it; the console hides what is not allowed.
 * `system` is the exchange, the clock and the importers, never a person.
 */
export const permissions = {
  'agent.setState': ['agent', 'supervisor', 'manager', 'consultant'],
  'call.answer': ['agent', 'supervisor'],
  'call.decline': ['agent', 'supervisor'],
  'call.note': ['agent', 'supervisor'],
  'call.hangUp': ['agent', 'supervisor'],
  'call.chooseCustomer': ['agent', 'supervisor'],
  'call.dispose': ['agent', 'supervisor'],
  'ticket.open': ['agent', 'supervisor'],
  'ticket.attachCustomer': ['agent', 'supervisor', 'manager'],
  'ticket.take': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.edit': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.note': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.linkArticle': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.attach': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.logTime': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.wait': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.resume': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.solve': ['agent', 'supervisor', 'manager', 'consultant'],
  'ticket.close': ['agent', 'supervisor'],
  'ticket.reopen': ['agent', 'supervisor', 'manager', 'consultant'],
  'customer.access': ['agent', 'consultant', 'manager', 'supervisor', 'administrator'],
  'article.import': ['reviewer', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

export type PermittedAction = keyof typeof permissions

export const isPermitted = (role: Role, action: PermittedAction): boolean =>
  (permissions[action] as readonly Role[]).includes(role)
