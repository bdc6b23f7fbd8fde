import { useStore } from 'zustand'
import { useEffect } from 'react'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { ArticleId, TicketId } from '#shared/ids'
import { maxArticleSearchText, maxSuggestText } from '#shared/ipc/limits'
import { maxTicketText } from '#shared/domain/limits'
import type { CallOutput } from '#shared/ipc/contract'
import { createPersonStore } from '../../bridge/person-store'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { usePlace } from '../../navigation/place-store'

/** What the person is working on, for suggestions and for tying an article to the ticket. */
export type KnowledgeContext = {
  text: string
  problemDomain: ProblemDomain | null
  product: string
  ticketId: TicketId | null
}

type KnowledgeState = {
  /** What stands in the search box. */
  text: string
  /** What is asked for: while an input method composes, the last settled text. */
  asked: string
  activeId: ArticleId | null
  /** The article being read in the panel; the list waits behind it. */
  reading: ArticleId | null
  /** Set by a feature; it takes precedence over the case column. */
  given: KnowledgeContext | null
  /** From the call or ticket in the case column; stays while its customer or an article is looked at. */
  followed: KnowledgeContext | null
}

const empty: KnowledgeState = { text: '', asked: '', activeId: null, reading: null, given: null, followed: null }
export const knowledgeStore = createPersonStore<KnowledgeState>(() => empty)

/** A pasted log is cut, never refused. */
export const typeText = (text: string, isComposing: boolean): void => {
  knowledgeStore.setState(
    isComposing
      ? { text }
      : { text, asked: text.trimStart().slice(0, maxArticleSearchText), activeId: null, reading: null },
  )
}

export const activateArticle = (activeId: ArticleId | null): void => {
  knowledgeStore.setState({ activeId })
}
export const readArticle = (id: ArticleId): void => {
  knowledgeStore.setState({ reading: id, activeId: id })
}
export const closeReading = (): void => {
  knowledgeStore.setState({ reading: null })
}

/** Says what suggestions should fit; null goes back to following the case column. */
export const setKnowledgeContext = (given: KnowledgeContext | null): void => {
  knowledgeStore.setState({ given })
}
const followCase = (followed: KnowledgeContext | null): void => {
  knowledgeStore.setState({ followed })
}

/** Clears everything of the last person after signing out. */
export const forgetKnowledge = (): void => {
  knowledgeStore.setState(empty, true)
}

export const useKnowledge = <T>(select: (state: KnowledgeState) => T): T => useStore(knowledgeStore, select)
export const useKnowledgeContext = (): KnowledgeContext | null => useKnowledge((state) => state.given ?? state.followed)

export const contextOfTicket = ({ ticket }: CallOutput<'ticket.read'>): KnowledgeContext => ({
  text: `${ticket.subject}\n${ticket.description}`.trim().slice(0, maxSuggestText),
  problemDomain: ticket.problemDomain,
  product: ticket.product,
  ticketId: ticket.id,
})

export const contextOfCall = ({ call, customer, tickets }: CallOutput<'call.read'>): KnowledgeContext => {
  const products = [...new Set(customer?.customer.products.map((product) => product.product) ?? [])]
  return {
    text: (tickets[0]?.subject ?? '').slice(0, maxSuggestText),
    problemDomain: call.problemDomain ?? tickets[0]?.problemDomain ?? null,
    // With several products it is unknown which one the call is about.
    product: (products.length === 1 ? products[0] : undefined)?.slice(0, maxTicketText.product) ?? '',
    ticketId: tickets[0]?.id ?? null,
  }
}

/** Follows the case column: a call or ticket there is what suggestions are for. */
export const useFollowCase = (): void => {
  const place = usePlace()
  const ticket = useReplicaQuery('ticket.read', place.kind === 'ticket' ? { ticketId: place.id } : undefined, true)
  const call = useReplicaQuery('call.read', place.kind === 'call' ? { callId: place.id } : undefined, true)
  useEffect(() => {
    if (place.kind === 'none') followCase(null)
    else if (place.kind === 'ticket' && ticket.data?.ticket.id === place.id) followCase(contextOfTicket(ticket.data))
    else if (place.kind === 'call' && call.data?.call.id === place.id) followCase(contextOfCall(call.data))
  }, [place, ticket.data, call.data])
}
