import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandSchemas, type CommandName } from '#shared/domain/commands'
import { rolesFor } from '#shared/domain/may'
import { roles, type Role } from '#shared/domain/role'
import { envelope } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { authorised, businessTicket, ring, takeCall, testCustomer } from '../testing/test-call'
import { addDays, instantAt, localMoment } from '#shared/domain/local-time'
import { minuteMs } from '#shared/domain/time'
import { randomUUID } from 'node:crypto'

let server: TestServer
const articleId = randomUUID()
beforeAll(async () => {
  server = await startTestServer()
  await server.runner.runSystem([
    {
      name: 'article.import',
      args: {
        article: {
          id: articleId,
          sourceId: null,
          title: '标题',
          body: '',
          product: '',
          versions: '',
          problemDomain: null,
          errorCodes: [],
        },
      },
    },
  ])
})
afterAll(() => server.close())

const colleague = testPerson({ role: 'manager' })

type Scene = { person: ReturnType<typeof testPerson>; args: Record<string, unknown> }

const talking = async (role: Role, isOwn: boolean) => {
  const person = testPerson({
    role,
    ...(isOwn ? {} : { organisationKind: 'authorised', organisationId: randomUUID() }),
  })
  const agent = testPerson()
  const callId = await takeCall(server, agent)
  const ticket = businessTicket(callId)
  await server.runner.runForPerson(agent, envelope('ticket.open', ticket))
  return { person, ticketId: ticket.ticketId }
}

const ofTicket =
  (more: (ticketId: string) => Record<string, unknown> = () => ({})) =>
  async (role: Role, isOwn: boolean): Promise<Scene> => {
    const { person, ticketId } = await talking(role, isOwn)
    return { person, args: { ticketId, ...more(ticketId) } }
  }

const ofCall =
  (more: Record<string, unknown> = {}) =>
  async (role: Role, isOwn: boolean): Promise<Scene> => {
    const person = testPerson({
      role,
      ...(isOwn ? {} : { organisationKind: 'authorised', organisationId: randomUUID() }),
    })
    return { person, args: { callId: await ring(server, [isOwn ? person : testPerson()]), ...more } }
  }

/** Where an order stands before a person of its organisation does something to it. */
const steps = {
  offered: [],
  accepted: [['accept', {}]],
  contacted: [
    ['accept', {}],
    ['contact', { understanding: '表头错位', mode: 'onSite' }],
  ],
  underWay: [
    ['accept', {}],
    ['contact', { understanding: '表头错位', mode: 'onSite' }],
    ['start', { mode: 'onSite' }],
  ],
} as const
const ofOrder =
  (state: keyof typeof steps, more: (organisationId: string) => Record<string, unknown> = () => ({})) =>
  async (role: Role, isOwn: boolean): Promise<Scene> => {
    const { ticketId } = await talking(role, true)
    const organisation = authorised()
    await server.services.putDocument('organisation', organisation as never)
    const put = async (fields: Parameters<typeof testPerson>[0]) => {
      const person = testPerson(fields)
      await server.services.putDocument('person', person)
      return person
    }
    const ofOrganisation = (id: string) => ({ organisationKind: 'authorised', organisationId: id })
    const [dispatcher, manager] = [await put({}), await put({ role: 'manager', ...ofOrganisation(organisation.id) })]
    const person = await put({ role, ...ofOrganisation(isOwn ? organisation.id : randomUUID()) })
    const orderId = randomUUID()
    const offer = { orderId, ticketId, organisationId: organisation.id, ...orderWords }
    await server.runner.runForPerson(dispatcher, envelope('workOrder.offer', offer))
    for (const [name, args] of steps[state])
      await server.runner.runForPerson(manager, envelope(`workOrder.${name}`, { orderId, ...args }))
    if (role === 'consultant' && isOwn && state !== 'offered')
      await server.runner.runForPerson(manager, envelope('workOrder.assign', { orderId, consultantId: person.id }))
    return { person, args: { orderId, ...more(organisation.id) } }
  }
const orderWords = {
  ...{ contactName: '王会计', contactPhone: '01055550111', address: '海淀区', note: '', bring: '' },
  isConfirmed: true,
}
const ofVendor = async (role: Role, isOwn: boolean) => {
  const { person, ticketId } = await talking(role, isOwn)
  await server.services.putDocument('person', person)
  const organisation = authorised()
  await server.services.putDocument('organisation', organisation as never)
  return { person, ticketId, organisationId: organisation.id }
}

/** The calendar of a consultant of the person's organisation, or of another one, with a visit and an absence. */
const ofSchedule =
  (more: (ids: Ids) => Record<string, unknown>, isEmpty = false) =>
  async (role: Role, isOwn: boolean): Promise<Scene> => {
    const { person, args } = await ofOrder('contacted')(role, true)
    const ids = { orderId: String(args['orderId']), appointmentId: randomUUID(), absenceId: randomUUID() }
    const fields = { role: 'consultant', organisationKind: 'authorised' } as const
    const [sent, manager] = [
      testPerson({ ...fields, organisationId: person.organisationId }),
      testPerson({ ...fields, role: 'manager', organisationId: person.organisationId }),
    ]
    for (const each of [sent, manager]) await server.services.putDocument('person', each)
    const by = (name: CommandName, rest: Record<string, unknown>) =>
      server.runner.runForPerson(manager, envelope(name, { personId: sent.id, ...rest }))
    if (!isEmpty) await by('schedule.addAbsence', { ...absence, absenceId: ids.absenceId })
    if (!isEmpty) await by('schedule.book', visit(ids))
    const elsewhere = testPerson({ role, organisationKind: 'authorised', organisationId: randomUUID() })
    await server.services.putDocument('person', elsewhere)
    return { person: isOwn ? person : elsewhere, args: { personId: sent.id, ...more(ids) } }
  }
type Ids = { orderId: string; appointmentId: string; absenceId: string }
const zone = 'Asia/Shanghai'
const tomorrow = instantAt(zone, { date: addDays(localMoment(zone, Date.now()).date, 1), minutes: 12 * 60 })
const absence = { kind: 'leave', from: tomorrow - minuteMs, to: tomorrow, note: '' }
const visit = ({ orderId, appointmentId }: Ids) => ({
  ...{ appointmentId, orderId, from: tomorrow, to: tomorrow + minuteMs, mode: 'onSite', note: '' },
  ...{ overruled: '客户只有这个时间', replaces: null },
})

/** For every command, a person of the role with an own or a foreign document. */
const scenes: Record<CommandName, (role: Role, isOwn: boolean) => Promise<Scene>> = {
  'agent.setState': async (role, isOwn) => {
    const person = testPerson({ role })
    const other = testPerson()
    return { person, args: { personId: isOwn ? person.id : other.id, rest: { state: 'ready' } } }
  },
  'call.answer': ofCall(),
  'call.decline': ofCall(),
  'call.note': ofCall({ text: '记' }),
  'call.hangUp': ofCall(),
  'call.revealPhone': ofCall(),
  'call.chooseCustomer': ofCall({ customerId: randomUUID() }),
  'call.dispose': ofCall({ disposition: 'advised', note: '' }),
  'ticket.open': async (role, isOwn) => {
    const person = testPerson({ role })
    return { person, args: businessTicket(await takeCall(server, isOwn ? person : testPerson())) }
  },
  'ticket.openAfter': async (role, isOwn) => {
    const { person, ticketId: afterTicketId } = await talking(role, isOwn)
    await server.services.putDocument('person', person)
    const args = {
      ticketId: randomUUID(),
      kind: 'business',
      subject: '咨询',
      description: '',
      priority: 'C',
      problemDomain: null,
      referral: null,
    }
    return { person, args: { ...args, afterTicketId, reason: 'seenOnSite', text: '' } }
  },
  'ticket.attachCustomer': ofTicket(() => ({ customerId: randomUUID(), reason: '来电人报了公司名' })),
  'ticket.take': ofTicket(),
  'ticket.assign': async (role, isOwn) => {
    const { person, ticketId } = await talking(role, isOwn)
    for (const one of [person, colleague]) await server.services.putDocument('person', one)
    return { person, args: { ticketId, to: { kind: 'person', personId: colleague.id }, note: '请接着处理' } }
  },
  'ticket.changeKind': async (role, isOwn) => {
    const { person, ticketId } = await talking(role, isOwn)
    await server.services.putDocument('person', person)
    return { person, args: { ticketId, kind: 'complaint', reason: '客户不满意', referral: null } }
  },
  'ticket.edit': ofTicket(() => ({ changes: { subject: '改' } })),
  'ticket.note': ofTicket(() => ({ text: '记' })),
  'ticket.revealPhone': ofTicket(() => ({ phone: 'caller' })),
  'ticket.linkArticle': ofTicket(() => ({ articleId, isSolution: false })),
  'ticket.solve': ofTicket(() => ({ solution: '解' })),
  'ticket.wait': ofTicket(() => ({ waitingFor: '日志' })),
  'ticket.resume': ofTicket(),
  'ticket.attach': ofTicket(() => ({
    file: { hash: 'a'.repeat(64), name: '照片.jpg', mediaType: 'image/jpeg', size: 1 },
  })),
  'ticket.logTime': ofTicket(() => ({ minutes: 30, work: 'onSite', note: '' })),
  'remoteSession.note': async (role, isOwn) => {
    const { person, ticketId } = await talking(role, isOwn)
    const sessionId = randomUUID()
    await server.runner.runSystem([
      {
        name: 'remoteSession.systemRequest',
        args: { sessionId, ticketId, agentId: person.id, codeHash: 'h', codeUntil: Date.now() },
      },
      { name: 'remoteSession.systemEnd', args: { sessionId, end: 'codeExpired' } },
    ])
    return { person, args: { sessionId, note: '客户没有打开页面' } }
  },
  'ticket.close': ofTicket(),
  'ticket.reopen': ofTicket(() => ({ reason: '又' })),
  'customer.access': async (role, isOwn) => {
    const organisation = authorised()
    await server.services.putDocument('organisation', organisation as never)
    const customer = testCustomer({ organisationId: organisation.id })
    await server.runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
    const person = testPerson({
      role,
      organisationKind: 'authorised',
      organisationId: isOwn ? organisation.id : randomUUID(),
    })
    return { person, args: { customerId: customer.id, basis: { kind: 'reason', reason: '回访客户' }, contactId: null } }
  },
  'workOrder.offer': async (role, isOwn) => {
    const { person, ...about } = await ofVendor(role, isOwn)
    return { person, args: { orderId: randomUUID(), ...about, ...orderWords } }
  },
  'workOrder.withdraw': async (role, isOwn) => {
    const { person, ...about } = await ofVendor(role, isOwn)
    const dispatcher = testPerson()
    await server.services.putDocument('person', dispatcher)
    const orderId = randomUUID()
    await server.runner.runForPerson(dispatcher, envelope('workOrder.offer', { orderId, ...about, ...orderWords }))
    return { person, args: { orderId, reason: '客户已自行解决' } }
  },
  'workOrder.accept': ofOrder('offered'),
  'workOrder.refuse': ofOrder('offered', () => ({ reason: '顾问都在外' })),
  'workOrder.assign': ofOrder('accepted', () => ({ consultantId: randomUUID() })),
  'workOrder.revealPhone': ofOrder('accepted'),
  'workOrder.tryContact': ofOrder('accepted', () => ({ note: '占线' })),
  'workOrder.contact': ofOrder('accepted', () => ({ understanding: '表头错位', mode: 'remote' })),
  'workOrder.start': ofOrder('contacted', () => ({ mode: 'onSite' })),
  'workOrder.finish': ofOrder('underWay', () => ({ result: '已改打印模板' })),
  'workOrder.handOn': ofOrder('accepted', () => ({ reason: '要改源代码' })),
  'schedule.book': ofSchedule(visit, true),
  'schedule.free': ofSchedule(({ appointmentId }) => ({ appointmentId, reason: '客户改期' })),
  'schedule.addAbsence': ofSchedule(({ absenceId }) => ({ ...absence, absenceId })),
  'schedule.removeAbsence': ofSchedule(({ absenceId }) => ({ absenceId })),
  'article.import': async (role) => ({
    person: testPerson({ role }),
    args: {
      article: {
        id: randomUUID(),
        sourceId: null,
        title: '标题',
        body: '',
        product: '',
        versions: '',
        problemDomain: null,
        errorCodes: [],
      },
    },
  }),
}

/** What somebody elsewhere is told where there is no document yet that could be out of scope. */
const foreignAnswers: Partial<Record<CommandName, string>> = {
  'ticket.open': 'callNotForYou',
  'ticket.openAfter': 'afterTicketUnseen',
  'workOrder.offer': 'orderNotYours',
  'schedule.book': 'orderNotYours',
}

const codeOf = async (name: CommandName, { person, args }: Scene): Promise<string> => {
  const outcome = await server.runner.runForPerson(person, envelope(name, args))
  return outcome.status === 'accepted' ? 'accepted' : outcome.failure.code
}

const table = (Object.keys(commandSchemas) as CommandName[]).flatMap((name) => roles.map((role) => ({ name, role })))

test.each(table)(
  '$name by $role: the role decides, and a document outside the scope is refused',
  async ({ name, role }) => {
    const isAllowed = rolesFor(name).includes(role)
    const own = await codeOf(name, await scenes[name](role, true))
    const isRefusedForRole = own === 'notAllowed'
    expect(isRefusedForRole).toBe(!isAllowed)
    if (name === 'article.import') return
    const foreign = await codeOf(name, await scenes[name](role, false))
    expect(foreign).toBe(
      !isAllowed || name === 'agent.setState' ? 'notAllowed' : (foreignAnswers[name] ?? 'outOfScope'),
    )
  },
)
