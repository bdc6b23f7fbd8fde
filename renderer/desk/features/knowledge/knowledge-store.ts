import { useStore } from 'zustand'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { ArticleId, TicketId } from '#shared/ids'
import { maxArticleSearchText } from '#shared/ipc/limits'
import { createPersonStore } from '../../bridge/person-store'

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
export const followCase = (followed: KnowledgeContext | null): void => {
  knowledgeStore.setState({ followed })
}

/** Clears everything of the last person after signing out. */
export const forgetKnowledge = (): void => {
  knowledgeStore.setState(empty, true)
}

export const useKnowledge = <T>(select: (state: KnowledgeState) => T): T => useStore(knowledgeStore, select)
export const useKnowledgeContext = (): KnowledgeContext | null => useKnowledge((state) => state.given ?? state.followed)
