import { randomUUID } from 'node:crypto'
import { pause } from '#shared/async/pause'
import { remoteMessageKinds, type RemoteMessageKind } from '#shared/domain/remote-message'
import { remoteRights } from '#shared/domain/remote-session'
import type { RemoteAct, RemoteMessage } from '#shared/protocol/remote'
import type { Random } from '../../../testing/random'
import type { TakingPart } from '../socket'
import { createConsentOracle, type Sent } from './consent-oracle'
import { openSide, type RemoteTestSide } from './remote-side'

/** Where an order is played: two servers on one database. */
export type Stage = {
  addresses: readonly [string, string]
  customer: Record<string, unknown>
  agent: Record<string, unknown>
  sessionId: string
  /** What happens to the agent meanwhile, by which it is over at once. */
  misfortunes: readonly (() => Promise<unknown>)[]
}
export type Played = { messages: number; refused: number; delivered: (Sent & { lagMs: number; isSameNode: boolean })[] }

/** That the picture is covered carries nothing by which one could be told from another. */
type Numbered = Exclude<RemoteMessageKind, 'cover'>
export const numberedKinds = remoteMessageKinds.filter((kind): kind is Numbered => kind !== 'cover')

const messageOf = (kind: Numbered, id: number): RemoteMessage => {
  const text = String(id)
  if (kind === 'signal') return { kind, signal: { type: 'offer', sdp: text } }
  if (kind === 'chat') return { kind, text }
  const place = { x: id / 1e6, y: 0 }
  if (kind === 'pointer') return { kind, ...place }
  return kind === 'drawing' ? { kind, points: [place] } : { kind, ...place, number: 1, text }
}
const idOf = (message: RemoteMessage): number => {
  if (message.kind === 'signal') return message.signal.type === 'candidate' ? -1 : Number(message.signal.sdp)
  if (message.kind === 'chat') return Number(message.text)
  if (message.kind === 'cover') return -1
  return Math.round((message.kind === 'drawing' ? (message.points[0]?.x ?? 0) : message.x) * 1e6)
}

/** Nobody tells the servers of it: they look. */
const elsewhere = -1

/** Plays one session in a random order: both sides act and send at the same time, lose their connection, come back. */
export const playOrder = async (random: Random, stage: Stage): Promise<Played> => {
  const nodes = { agent: random.below(2), customer: random.below(2) }
  const from = `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`
  const oracle = createConsentOracle(nodes.customer)
  const sent = new Map<number, Omit<Sent, 'arrivedAt'>>()
  const played: Played = { messages: 0, refused: 0, delivered: [] }
  const open = async (side: TakingPart, auth: Record<string, unknown>): Promise<RemoteTestSide | null> => {
    const opened = await openSide(stage.addresses[nodes[side]] ?? '', auth, from)
    if (typeof opened === 'string') return null
    opened.socket.on('message', (message) => {
      const about = sent.get(idOf(message))
      if (about === undefined) throw new Error('a message that nobody sent')
      const arrived = { ...about, arrivedAt: performance.now() }
      const { ms, isSameNode } = oracle.lagOf(arrived)
      played.delivered.push({ ...arrived, lagMs: ms, isSameNode })
    })
    return opened
  }
  const act = (side: RemoteTestSide, what: RemoteAct): Promise<string> => side.act(what).catch(() => 'unanswered')
  const send = async (side: TakingPart, by: RemoteTestSide): Promise<void> => {
    const [kind, id] = [random.pick(numberedKinds), (played.messages += 1)]
    sent.set(id, { from: side, kind, node: nodes[side], sentAt: performance.now() })
    if ((await by.send(messageOf(kind, id)).catch(() => 'unanswered')) !== 'ok') played.refused += 1
  }

  const sides = await Promise.all([open('agent', stage.agent), open('customer', stage.customer)])
  let [agent, page] = sides
  if (agent === null || page === null) throw new Error('a side was not let in')
  await page.sees('the session', () => page?.joined() !== null)
  const returning = { as: 'returning', sessionId: stage.sessionId, key: page.key() }

  const actOfCustomer = (): RemoteAct => {
    const roll = random.below(20)
    if (roll < 11)
      return { act: 'allow', rights: remoteRights.filter((right) => random.chance(right === 'screen' ? 0.8 : 0.5)) }
    if (roll < 14) return { act: 'show' }
    if (roll < 15) return { act: 'hide' }
    return { act: roll < 17 ? 'pause' : 'resume' }
  }
  const asCustomer = async (): Promise<void> => {
    for (let left = random.between(6, 16); left > 0 && page !== null; left -= 1) {
      await pause(random.below(25))
      const roll = random.next()
      if (roll < 0.06) {
        page.socket.io.engine.close()
        if (random.chance(0.5)) nodes.customer = 1 - nodes.customer
        page = await open('customer', returning)
      } else if (roll < 0.65) {
        const what = actOfCustomer()
        const answered = oracle.begins(what, nodes.customer)
        answered(await act(page, what))
      } else await send('customer', page)
    }
    if (page === null) return
    if (random.chance(0.3)) {
      page.close()
      return
    }
    const end: RemoteAct = { act: 'end', end: random.pick(['customerEnded', 'captureStopped', 'pageClosed']) }
    const answered = oracle.begins(end, nodes.customer)
    answered(await act(page, end))
  }
  const actOfAgent = (): RemoteAct =>
    random.pick<RemoteAct>([
      { act: 'show' },
      { act: 'pause' },
      { act: 'resume' },
      { act: 'allow', rights: [...remoteRights] },
      { act: 'addStep', stepId: randomUUID(), text: '一', isChange: random.chance(0.5) },
      { act: 'snapshot', hash: 'a'.repeat(64) as never },
    ])
  const asAgent = async (): Promise<void> => {
    for (let left = random.between(10, 40); left > 0 && agent !== null; left -= 1) {
      await pause(random.below(12))
      const roll = random.next()
      if (roll < 0.03) {
        agent.socket.io.engine.close()
        agent = await open('agent', stage.agent)
      } else if (roll < 0.15) await act(agent, actOfAgent())
      else if (roll < 0.155) {
        await random.pick(stage.misfortunes)()
        oracle.isOver(elsewhere)
      } else if (roll < 0.158) {
        if ((await act(agent, { act: 'end', end: 'agentEnded' })) === 'ok') oracle.isOver(nodes.agent)
      } else if (random.chance(0.7)) await send('agent', agent)
      else void send('agent', agent)
    }
  }
  await Promise.all([asCustomer(), asAgent()])
  // What was sent last still arrives, and what should not have been passed on as well.
  await pause(30)
  for (const side of [agent, page] as (RemoteTestSide | null)[]) side?.close()
  return played
}
