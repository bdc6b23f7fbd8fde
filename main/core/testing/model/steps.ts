import fc from 'fast-check'

/*
 * A history is a script of plain records and not `fc.commands`: it shrinks by taking steps and numbers away, prints as
 * what is kept in `regressions.ts`, and costs a tenth of a millisecond to make.
 */

/** How often each kind of step comes; `idle` is first because a failing history shrinks towards it. */
const weights = {
  idle: 1,
  open: 6,
  refer: 6,
  edit: 10,
  note: 12,
  take: 4,
  link: 5,
  solve: 8,
  close: 5,
  reopen: 5,
  attach: 5,
  logTime: 5,
  wait: 4,
  resume: 3,
  state: 4,
  answer: 6,
  hangUp: 4,
  chooseCustomer: 3,
  dispose: 4,
  access: 4,
  offer: 5,
  moveOrder: 12,
  book: 8,
  free: 3,
  beAway: 3,
  beBack: 2,
  dismiss: 2,
  ring: 2,
  fileStored: 3,
  endCall: 2,
  endSight: 3,
  manageOrder: 14,
  plan: 8,
  identify: 2,
  moveTicket: 4,
  moveCustomer: 2,
  push: 12,
  pushLost: 6,
  pushCut: 6,
  pull: 12,
  pullPage: 8,
  pullAround: 6,
  delayPage: 9,
  deliverPage: 9,
  drop: 1,
  scope: 3,
  backUp: 1,
  restoreBackup: 1,
  crash: 1,
  crashAt: 3,
  lose: 1,
} as const

export type Step = { kind: keyof typeof weights; desk: number; entity: number; choice: number }
/** `unfilled` has a bit for each console whose first filling is not done when the history begins. */
export type History = { consoles: number; unfilled: number; steps: Step[] }

const kinds = (Object.keys(weights) as Step['kind'][]).flatMap((kind) =>
  Array.from({ length: weights[kind] }, () => kind),
)
// Most consoles meet in small groups; ten consoles find little that four do not, and cost more.
const consoles = fc.constantFrom(3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8, 9, 10)

export const history: fc.Arbitrary<History> = fc.record({
  consoles,
  unfilled: fc.constantFrom(0, 0, 0, 0, 1, 2, 4, 3, 1023),
  steps: fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), desk: fc.nat(9), entity: fc.nat(5), choice: fc.nat(9) }),
    { minLength: 10, maxLength: 60, size: 'max' },
  ),
})
