/** Where a key belongs in the list of shortcuts. */
export const keyScopes = ['general', 'call', 'ticket', 'knowledge'] as const
export type KeyScope = (typeof keyScopes)[number]

type KeyOf = {
  /** As `Ctrl+K`, `Alt+ArrowLeft`, `F8`, `?`. */
  keys: string
  scope: KeyScope
}
const inScope = <Id extends string>(scope: KeyScope, keys: Record<Id, string>): Record<Id, KeyOf> =>
  Object.fromEntries(Object.entries<string>(keys).map(([id, pressed]) => [id, { keys: pressed, scope }])) as Record<
    Id,
    KeyOf
  >

/**
 * Every act that has a key, but for the views, which bring theirs in their entry (shell/views.tsx). Registration,
 * buttons and the list of shortcuts read it here; shell/views.test.ts finds two acts with one key.
 */
export const keyTable = {
  ...inScope('general', {
    palette: 'Ctrl+K',
    pane: 'F6',
    fold: 'Alt+K',
    back: 'Alt+ArrowLeft',
    escape: 'Escape',
    settings: 'Ctrl+,',
    shortcuts: '?',
    'matter.missed': 'Alt+U',
    'available-offline': 'Ctrl+Shift+B',
  }),
  ...inScope('call', {
    'call.answer': 'F2',
    'call.decline': 'Shift+F2',
    'call.hangUp': 'F4',
    'call.show': 'F7',
    'call.wrapUp': 'F8',
    'call.newTicket': 'Alt+N',
    'call.remote': 'Alt+Y',
  }),
  ...inScope('ticket', {
    'ticket.take': 'Alt+T',
    'ticket.wait': 'Alt+W',
    'ticket.solve': 'Alt+D',
    'ticket.close': 'Alt+C',
    'ticket.reopen': 'Alt+R',
    'ticket.note': 'Alt+M',
    'ticket.assign': 'Alt+J',
    'ticket.dispatch': 'Alt+E',
    'order.next': 'Alt+I',
    'ticket.mark': 'Space',
    'ticket.dispatchMarked': 'Alt+E',
    'order.book': 'Alt+B',
    'order.visit': 'Alt+Q',
    'ticket.openAfter': 'Alt+O',
    'ticket.changeKind': 'Alt+X',
    'ticket.attachCustomer': 'Alt+L',
    'ticket.attach': 'Alt+A',
    'ticket.hours': 'Alt+G',
    'ticket.remote': 'Alt+Y',
    'ticket.filter': 'Alt+F',
    'ticket.nextView': 'Alt+V',
    'phone.reveal': 'Alt+H',
    'remote.full': 'Alt+P',
    'remote.leaveFull': 'Escape',
  }),
  ...inScope('knowledge', {
    'knowledge.search': 'Ctrl+/',
    'knowledge.solved': 'Alt+S',
    'article.solved': 'Alt+S',
  }),
}
export type KeyId = keyof typeof keyTable

/** What is pressed for an act, for the button that does the same. */
export const keysOf = (id: KeyId): string => keyTable[id].keys

/** One key for several acts of which never two apply at once; any other key has one act, whatever its scope. */
export const sharedKeys: readonly (readonly KeyId[])[] = [
  // Remote assistance from the call, or from the ticket that is open.
  ['call.remote', 'ticket.remote'],
  // What is marked in the list while it has the focus, or the ticket that is open.
  ['ticket.dispatch', 'ticket.dispatchMarked'],
  // The article beside the case, or in its place: the one that was shown last.
  ['knowledge.solved', 'article.solved'],
  // The picture over the whole window is left before anything else.
  ['escape', 'remote.leaveFull'],
]
