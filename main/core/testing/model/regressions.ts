import type { History, Step } from './steps'

const step = (kind: Step['kind'], desk = 0, entity = 0, choice = 0): Step => ({ kind, desk, entity, choice })
const find = (...steps: Step[]): History => ({ consoles: 3, unfilled: 0, steps })

/** Histories that once failed, shrunk: each is played before any new one. */
export const regressions: readonly History[] = [
  // A page has documents as they are when it is read, which may be newer than its last number: a server restored to
  // that number looked untouched.
  find(step('moveTicket'), step('backUp'), step('solve'), step('pushCut'), step('pullPage'), step('restoreBackup')),
  // The same during a first filling: its pages are read one after another, and the cursor is the first one's.
  {
    ...find(
      step('pullPage'),
      step('backUp'),
      step('solve', 2),
      step('push', 2),
      ...[9, 9].map((choice) => step('pullPage', 0, 0, choice)),
      step('restoreBackup'),
    ),
    unfilled: 1,
  },
  // The server was restored and had outgrown what was seen before the console came back.
  find(
    step('backUp'),
    step('moveCustomer'),
    step('pull'),
    step('solve'),
    step('restoreBackup'),
    step('delayPage'),
    step('endCall'),
    step('moveTicket'),
    step('pull'),
  ),
]
