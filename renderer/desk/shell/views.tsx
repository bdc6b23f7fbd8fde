import { BookOpen, Building2, CalendarDays, ClipboardList, Headset, MonitorUp, Ticket } from 'lucide-react'
import { may } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { CalendarPage } from '../features/calendar'
import { CustomerSearch } from '../features/customer'
import { WatchList } from '../features/remote-watch'
import { usePerson } from '../features/session'
import { OrderList } from '../features/order'
import { TicketList } from '../features/ticket'
import { useView } from '../navigation/place-store'
import type { ViewEntry } from '../navigation/view-entry'

const noCase = { icon: Headset, titleKey: 'shell:empty.title', textKey: 'shell:empty.text' }
const noArticle = { icon: BookOpen, titleKey: 'shell:empty.article', textKey: 'shell:empty.articleText' }

const work: ViewEntry = {
  id: 'work',
  keys: 'Ctrl+1',
  icon: Headset,
  labelKey: 'shell:nav.work',
  hintKey: 'shell:nav.workHint',
  shows: { in: 'list', content: <TicketList scope="work" /> },
  empty: noCase,
  firstStop: '#list [role=listbox]',
}

const orders: ViewEntry = {
  id: 'orders',
  keys: 'Ctrl+6',
  icon: ClipboardList,
  labelKey: 'shell:nav.orders',
  hintKey: 'shell:nav.ordersHint',
  shows: { in: 'list', content: <OrderList /> },
  empty: noCase,
  firstStop: '#list [role=listbox]',
}

/** All views, from top to bottom. A new one is an entry here and its words. */
export const views: readonly ViewEntry[] = [
  work,
  {
    id: 'tickets',
    keys: 'Ctrl+2',
    icon: Ticket,
    labelKey: 'shell:nav.tickets',
    hintKey: 'shell:nav.ticketsHint',
    shows: { in: 'list', content: <TicketList scope="all" /> },
    empty: noCase,
    firstStop: '#list [role=listbox]',
  },
  {
    id: 'customers',
    keys: 'Ctrl+3',
    icon: Building2,
    labelKey: 'shell:nav.customers',
    hintKey: 'shell:nav.customersHint',
    shows: { in: 'list', content: <CustomerSearch /> },
    empty: noCase,
    firstStop: '#list input',
  },
  {
    id: 'knowledge',
    keys: 'Ctrl+4',
    icon: BookOpen,
    labelKey: 'shell:nav.knowledge',
    hintKey: 'shell:nav.knowledgeHint',
    shows: { in: 'knowledge' },
    empty: noArticle,
    firstStop: '#knowledge-search',
  },
  orders,
  {
    id: 'calendar',
    keys: 'Ctrl+7',
    icon: CalendarDays,
    labelKey: 'shell:nav.calendar',
    hintKey: 'shell:nav.calendarHint',
    shows: { in: 'page', content: <CalendarPage /> },
    empty: noCase,
    firstStop: '#page [role=gridcell][tabindex="0"]',
  },
  {
    id: 'remoteWatch',
    keys: 'Ctrl+5',
    action: 'remoteSession.watch',
    icon: MonitorUp,
    labelKey: 'shell:nav.remoteWatch',
    hintKey: 'shell:nav.remoteWatchHint',
    shows: { in: 'list', content: <WatchList /> },
    empty: noCase,
    firstStop: '#list [role=listbox]',
  },
]

/** @returns the views that are shown to a person */
export const viewsFor = (person: Person | null): readonly ViewEntry[] =>
  views.filter(({ action }) => action === undefined || may(person, action))

/**
 * @returns the view that a person begins with: what is to do for those who work by orders of an authorised
 *   organisation, who own no tickets; the list of work for everybody else
 */
export const startViewFor = (person: Pick<Person, 'role' | 'organisationKind'> | null): ViewEntry => {
  const worksByOrders =
    person?.organisationKind === 'authorised' && (person.role === 'manager' || person.role === 'consultant')
  return worksByOrders ? orders : work
}

/** The view that is shown: the one that was chosen, else the person's first. */
export const useViewEntry = (): ViewEntry => {
  const id = useView()
  const person = usePerson()
  return viewsFor(person).find((entry) => entry.id === id) ?? startViewFor(person)
}

/** @returns the view whose list the list column holds; a view without one leaves the list of work in it, hidden */
export const listViewOf = (entry: ViewEntry): ViewEntry => (entry.shows.in === 'list' ? entry : work)
