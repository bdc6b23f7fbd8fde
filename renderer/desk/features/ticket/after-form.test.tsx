import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  call,
  contextOf,
  customer,
  localId,
  now,
  openArgs,
  record,
  vendorId,
} from '#shared/domain/testing/ticket-sample'
import { applyTicket, decideTicket } from '#shared/domain/testing/rules'
import { personSchema } from '#shared/domain/person'
import { openableKinds } from '#shared/domain/ticket-open'
import { entitlementOfTicket } from '#shared/domain/ticket-entitlement'
import type { Ticket } from '#shared/domain/ticket'
import { ticketIdSchema } from '#shared/ids'
import type { TicketView } from '#shared/ipc/replica-views'
import type { Failure } from '#shared/result'
import { afterArgsOf, missingAfter, prefilledAfter, type AfterDraft } from './after-draft'
import { AfterForm } from './after-form'
import { targetsFor, type Target } from './assign-draft'
import { TargetLine } from './target-line'

const opened = decideTicket(null, { name: 'ticket.open', args: openArgs }, contextOf())
if (!opened.ok) throw new Error(opened.failure.code)
const ticket = record(opened.value).reduce<Ticket | null>(applyTicket, null) as Ticket
const view = { ticket, call, customer } as TicketView
const personOf = (role: string, organisationId: string) =>
  personSchema.parse({
    id: crypto.randomUUID(),
    name: '林晓',
    role,
    organisationId,
    organisationKind: organisationId === vendorId ? 'vendor' : 'authorised',
    extension: null,
    queues: [],
  })
const agent = personOf('agent', vendorId)
const consultant = personOf('consultant', localId)
const newId = ticketIdSchema.parse('00000000-0000-4000-8000-000000000050')

const shown = (
  person: typeof agent,
  over: Partial<AfterDraft> = {},
  failure: Failure | null = null,
  of: TicketView = view,
): string => {
  const entitlement = entitlementOfTicket(of.ticket, of.call, of.customer, now)
  const draft = { ...prefilledAfter(of, person, openableKinds(entitlement), newId), ...over }
  return renderToStaticMarkup(
    <AfterForm
      view={of}
      person={person}
      draft={draft}
      entitlement={entitlement}
      missing={missingAfter(draft)}
      failure={failure}
      onChange={() => undefined}
    />,
  )
}

test('a call taker chooses among four reasons, a consultant says what they saw and refers it to their own', () => {
  expect(shown(agent).match(/originReason\.\w+/g)).toHaveLength(4)
  expect(shown(consultant, { kind: 'business' }).match(/originReason\.\w+/g)).toEqual(['originReason.seenOnSite'])
  expect(prefilledAfter(view, consultant, ['business', 'referral'], newId)).toMatchObject({
    kind: 'referral',
    referral: { organisationId: localId, company: customer.name },
  })
})

test('what lacks and what the rule refuses stand at their fields', () => {
  expect(shown(agent).match(/aria-invalid/g)).toHaveLength(1)
  expect(shown(agent, { subject: '又一个' })).not.toContain('aria-invalid')
  const other = shown(agent, { subject: '又一个', reason: 'other' })
  expect(other).toContain('create.needed')
  const refused = shown(agent, { subject: '又一个' }, { code: 'technicalNotEntitled', params: {} })
  expect(refused).toMatch(/role="alert"[^>]*>[^<]+</)
})

test('kinds that the older ticket does not allow are greyed with the reason', () => {
  const business = { ...view, ticket: { ...ticket, kind: 'business' as const }, call: null }
  const page = shown(agent, {}, null, business)
  expect(page).toContain('whyNot.notProved')
  expect(page).toMatch(/disabled=""[^>]*value="technical"|value="technical"[^>]*disabled=""/)
})

test('the command takes the trimmed words, and referral facts for a referral only', () => {
  const draft = prefilledAfter(view, agent, ['technical'], newId)
  expect(afterArgsOf({ ...draft, text: ' 又问 ' }, ticket.id)).toMatchObject({ text: '又问', referral: null })
  expect(afterArgsOf({ ...draft, kind: 'referral' }, ticket.id).referral).toMatchObject({ company: customer.name })
})

test('who is absent is said, and people and queues are found by any of their words', () => {
  const person = { id: agent.id, name: '王蕾', role: 'agent' as const, organisationName: '原厂热线', openTickets: 3 }
  const people = [{ ...person, away: null, absence: 'meal' as const }]
  const find = (text: string, ownerId: string | null = agent.id) =>
    targetsFor({ people, hasQueues: true }, text, { queue: 'technical', ownerId }, (of, value) => `${of} ${value}`)
  expect(find('热线 王').map(({ key }) => key)).toEqual([agent.id])
  expect(find('technical').map(({ key }) => key)).toEqual(['technical'])
  expect(find('technical', null)).toEqual([])
  const [target] = find('王蕾')
  const line = renderToStaticMarkup(<TargetLine target={target!} />)
  expect(line).toContain('assign.away')
  expect(line).toContain('原厂热线')
  const noState = { ...target!, person: { ...people[0]!, absence: 'noState' as const } } as Target
  const fresh = renderToStaticMarkup(<TargetLine target={noState} />)
  expect(fresh).toContain('assign.noState')
  expect(fresh).not.toContain('assign.away')
})
