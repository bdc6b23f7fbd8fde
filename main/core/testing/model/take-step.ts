import type { CommandName } from '#shared/domain/commands'
import type { Documents, Noun } from '#shared/domain/document'
import type { Person } from '#shared/domain/person'
import type { ModelServer } from './server'
import type { ModelDatabase } from './model-database'
import { applyFeedPage } from '../../replica/apply-page'
import { issue } from '../../replica/issue'
import { readMeta } from '../../replica/meta'
import { dismissAttention, listAttention } from '../../replica/outbox'
import { commandOf, moveOrder, type Said } from './commands'
import { crash, loseFile, PowerCut, type Console } from './console'
import { forgetSeenVersions, type Ledger } from './invariants'
import { pull, push } from './connection'
import { planKinds, planOf } from './planning'
import type { Step } from './steps'
import { customerOf, fixedId, hashes, identity, local, managersElsewhere, vendor } from './world'

/** One history under way. */
export type RunningHistory = {
  server: ModelServer
  consoles: readonly Console[]
  ledger: Ledger
  backups: ModelDatabase[]
  serial: number
  counts: Record<string, number>
}

const transfers: readonly [Person['role'], Documents['organisation']][] = [
  ['agent', vendor],
  ['supervisor', vendor],
  ['consultant', local[0]],
  ['agent', local[0]],
  ['manager', local[1]],
  ['reviewer', vendor],
  ['consultant', local[1]],
]

const issueOne = (play: RunningHistory, console: Console, step: Step): void => {
  play.serial += 1
  const command = commandOf(step, console, play.serial)
  if (command === null) return
  const result = issue(console.replica, command.name, command.args)
  if (!result.ok) {
    play.counts['refusedHere'] = (play.counts['refusedHere'] ?? 0) + 1
    return
  }
  console.journal.add(console.replica, result.value.commandId)
  play.ledger.set(result.value.commandId, {
    console,
    note: command.name === 'ticket.note' ? String(command.args['text']) : null,
    isLostToBackup: false,
  })
  play.counts[command.name] = (play.counts[command.name] ?? 0) + 1
}

const readBody =
  (server: ModelServer) =>
  <N extends Noun>(noun: N, id: string): Documents[N] | null =>
    (server.read(noun, id)?.body ?? null) as Documents[N] | null
const managerOf = ({ organisationId }: Documents['workOrder']): Person =>
  managersElsewhere[organisationId === local[0].id ? 0 : 1]

/** The manager of the order's organisation acts, at a desk that is in no history. */
const actElsewhere = ({ server, counts }: RunningHistory, order: Documents['workOrder'], said: Said | null): void => {
  if (said === null || !server.act(managerOf(order), said.name as CommandName, said.args)) return
  const counted = `${said.name} elsewhere`
  counts[counted] = (counts[counted] ?? 0) + 1
}

/** Changes made by the exchange, importers and administrators. */
const moveServer = (play: RunningHistory, { signedIn }: Console, { kind, entity, choice }: Step): void => {
  const { server, serial } = play
  const calls = server.documents().filter((kept) => kept.noun === 'call')
  const callId = calls[entity % calls.length]?.id ?? fixedId(4094)
  const orders = server.documents().filter((kept) => kept.noun === 'workOrder')
  const tickets = server.documents().filter((kept) => kept.noun === 'ticket')
  switch (kind) {
    case 'ring':
      return server.system('call.systemRing', {
        callId: choice < 6 ? fixedId(0x20000 + serial) : callId,
        direction: 'in',
        from: '+8613800138000',
        to: '801',
        queue: 'technical',
        rung: [signedIn.id, fixedId(16 + entity)],
        candidates: [{ customerId: fixedId(32), contactId: fixedId(48) }],
      })
    case 'fileStored':
      return server.system('ticket.systemFileStored', {
        ticketId: tickets[entity % Math.max(1, tickets.length)]?.id ?? fixedId(4095),
        hash: hashes[choice % 3],
      })
    case 'manageOrder': {
      const order = orders[entity % Math.max(1, orders.length)]?.body as Documents['workOrder'] | undefined
      if (order === undefined) return
      return actElsewhere(play, order, moveOrder(order.id, choice))
    }
    case 'plan': {
      const order = orders[entity % Math.max(1, orders.length)]?.body as Documents['workOrder'] | undefined
      if (order === undefined) return
      const planner = { person: managerOf(order), read: readBody(server), orderId: order.id }
      const kind = planKinds[(choice + entity) % planKinds.length] ?? 'book'
      return actElsewhere(play, order, planOf(planner, { kind, desk: 0, entity, choice }, serial))
    }
    case 'endSight':
      return server.system('workOrder.systemEndSight', {
        orderId: orders[entity % Math.max(1, orders.length)]?.id ?? fixedId(4093),
      })
    case 'endCall':
      return server.system('call.systemEnd', { callId, cause: 'normalClearing' })
    case 'identify':
      return server.system('call.systemIdentify', {
        callId,
        identity,
        problemDomain: null,
        path: null,
        queue: 'technical',
      })
    case 'moveCustomer':
      return server.system('customer.systemRegister', {
        customer: customerOf(entity % 2, [vendor, ...local][choice % 3]?.id ?? vendor.id),
      })
    case 'moveTicket': {
      const ticket = tickets[entity % Math.max(1, tickets.length)]?.body as Documents['ticket'] | undefined
      if (ticket?.referral)
        server.put('ticket', {
          ...ticket,
          referral: { ...ticket.referral, organisationId: local[choice % 2 === 0 ? 0 : 1].id },
        })
      return
    }
    case 'scope': {
      const [role, home] = transfers[choice % transfers.length] ?? ['agent', vendor]
      return server.put('person', {
        ...server.personOf(signedIn.id),
        role,
        organisationId: home.id,
        organisationKind: home.kind,
      })
    }
    default:
      return
  }
}

/** Pages that are pushed begin near the cursor: before it, at it, or behind a gap. */
const delayPage = async ({ server }: RunningHistory, console: Console, choice: number): Promise<void> => {
  if (!console.isConnected) await push(server, console)
  const after = Math.min(server.head(), Math.max(0, (readMeta(console.replica.db, 'cursor') ?? 0) + 3 - choice))
  console.delayed.push(server.pull(console.signedIn.id, after, 3 + choice))
}

/** Late, out of order, twice. */
const deliverPage = ({ replica, delayed }: Console, { entity, choice }: Step): void => {
  const at = entity % Math.max(1, delayed.length)
  const page = delayed[at]
  if (page === undefined) return
  applyFeedPage(replica, page)
  if (choice < 7) delayed.splice(at, 1)
}

/** While a page is in transit: own commands are answered, or the server pushes new changes. */
const meanwhile = async (play: RunningHistory, console: Console, step: Step): Promise<void> => {
  if (step.entity < 3) return push(play.server, console)
  const after = play.server.head()
  play.serial += 1
  moveServer(play, console, { ...step, kind: step.entity === 3 ? 'ring' : 'moveCustomer' })
  applyFeedPage(console.replica, play.server.pull(console.signedIn.id, after, 100))
}

/** Cuts the power after some writes of the current work. */
const crashDuring = async (play: RunningHistory, console: Console, step: Step): Promise<void> => {
  console.fuse.left = step.entity + step.choice
  try {
    if (step.choice % 3 === 0) await push(play.server, console)
    else if (step.choice % 3 === 1) issueOne(play, console, { ...step, kind: 'note' })
    else await pull(play.server, console, { page: 3 })
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error
  }
  console.fuse.left = Number.POSITIVE_INFINITY
  crash(console)
}

/**
 * An older backup is restored: every connection ends. Consoles come back at different times, to a server that knows
 * less or other things.
 */
const restoreBackup = ({ server, consoles, ledger, backups }: RunningHistory, { choice }: Step): void => {
  const backup = backups[choice % Math.max(1, backups.length)]
  if (backup === undefined) return
  const known = new Set([...ledger.keys()].filter((id) => server.answerTo(id) !== null))
  server.restoreBackup(backup)
  for (const console of consoles) {
    const waiting = new Set(
      console.replica.db
        .all<{ id: string }>(`select id from outbox where state in ('pending', 'acked')`)
        .map((row) => row.id),
    )
    for (const [id, entry] of ledger)
      if (entry.console === console && known.has(id) && server.answerTo(id) === null && !waiting.has(id))
        entry.isLostToBackup = true
    Object.assign(console, { delayed: [], isConnected: false, isUnaware: true })
  }
}

/** @returns the consoles whose replica may have changed */
export const takeStep = async (play: RunningHistory, step: Step): Promise<readonly Console[]> => {
  const { server, consoles } = play
  const console = consoles[step.desk % consoles.length]
  if (console === undefined) return []
  const { choice } = step
  switch (step.kind) {
    case 'push':
      await push(server, console)
      break
    case 'pushLost':
      await push(server, console, { isHeard: false })
      break
    case 'pushCut':
      await push(server, console, { arrive: 1 + (choice >> 1), isHeard: choice % 2 === 1, answers: 1 })
      break
    case 'pull':
      await pull(server, console, { page: 1 + choice })
      break
    case 'pullPage':
      await pull(server, console, { page: 1 + choice, answers: 1 })
      break
    case 'pullAround':
      await pull(server, console, { page: 1 + choice, meanwhile: () => meanwhile(play, console, step) })
      break
    case 'delayPage':
      await delayPage(play, console, choice)
      break
    case 'deliverPage':
      deliverPage(console, step)
      break
    case 'drop':
      Object.assign(console, { delayed: [], isConnected: false })
      return []
    case 'crash':
      crash(console)
      break
    case 'crashAt':
      await crashDuring(play, console, step)
      break
    case 'lose':
      loseFile(console, choice % 2 === 0)
      forgetSeenVersions(console)
      break
    case 'backUp':
      play.backups.push(server.backUp())
      return []
    case 'restoreBackup':
      restoreBackup(play, step)
      return consoles
    case 'dismiss': {
      const item = listAttention(console.replica.db)[0]
      if (item === undefined) return []
      dismissAttention(console.replica.db, item.commandId, 0)
      play.ledger.delete(item.commandId)
      break
    }
    case 'idle':
      return []
    case 'ring':
    case 'fileStored':
    case 'endCall':
    case 'endSight':
    case 'manageOrder':
    case 'plan':
    case 'identify':
    case 'moveTicket':
    case 'moveCustomer':
    case 'scope':
      play.serial += 1
      moveServer(play, console, step)
      return []
    default:
      issueOne(play, console, step)
  }
  return [console]
}
