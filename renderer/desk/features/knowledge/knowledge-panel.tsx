import { useEffect, useRef, type KeyboardEvent } from 'react'
import { ArrowLeft, BookOpen, Search, SearchX, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ArticleId } from '#shared/ids'
import type { ArticleHit } from '#shared/ipc/replica-views'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { Banner, Button, EmptyState, FailureText, IconButton, Kbd, movedIndex, Skeleton } from '../../../shared/ui'
import { goTo, placeStore, setKnowledgeOpen } from '../../navigation/place-store'
import { useKey } from '../../navigation/keys'
import { ArticleReader } from './article-reader'
import {
  useFollowCase,
  activateArticle,
  closeReading,
  forgetKnowledge,
  knowledgeStore,
  readArticle,
  typeText,
  useKnowledge,
  useKnowledgeContext,
} from './knowledge-store'
import { HitList, hitElementId } from './hit-list'
import { useNearer } from './use-nearer'
import styles from './knowledge.module.css'

const listId = 'knowledge-hits'
const searchLimit = 50
const suggestLimit = 8
const noHits: readonly ArticleHit[] = []
/** What can be scrolled must be reached by Tab. */
const scrolled = (label: string) => ({ tabIndex: 0, role: 'region', 'aria-label': label })

/** Where the knowledge is the list, an article opens beside it; else in the panel itself. */
const openArticle = (id: ArticleId): void => {
  if (placeStore.getState().view !== 'knowledge') readArticle(id)
  else {
    activateArticle(id)
    goTo({ kind: 'article', id })
  }
}

/** Moves through the hits from the search box. @returns whether the key was used. */
const steer = (key: string, hits: readonly ArticleHit[]): boolean => {
  const { activeId, reading } = knowledgeStore.getState()
  if (key === 'Enter') {
    const chosen = hits.find((hit) => hit.id === activeId) ?? hits[0]
    if (chosen === undefined) return false
    openArticle(chosen.id)
    return true
  }
  if (reading !== null || key === 'Home' || key === 'End') return false
  const index = movedIndex(
    key,
    hits.findIndex((hit) => hit.id === activeId),
    hits.length,
    5,
  )
  const hit = index === null ? undefined : hits[index]
  if (hit === undefined) return false
  activateArticle(hit.id)
  return true
}

/** Esc: out of the article, then out of the search. @returns whether there was something to leave. */
const leave = (): boolean => {
  const { reading, text } = knowledgeStore.getState()
  if (reading !== null) closeReading()
  else if (text !== '') typeText('', false)
  else return false
  return true
}

/**
 * The knowledge column: a search box that can always be typed in, what fits the case unasked, and an article to read.
 */
export const KnowledgePanel = () => {
  const { t } = useTranslation('article')
  useFollowCase()
  // The desk unmounts on signing out; this clears what the person searched for.
  useEffect(() => forgetKnowledge, [])
  const box = useRef<HTMLInputElement>(null)
  const { text, asked, activeId, reading } = useKnowledge((state) => state)
  const context = useKnowledgeContext()
  const isSearching = asked.trim() !== ''
  const found = useReplicaQuery('article.search', isSearching ? { text: asked, limit: searchLimit } : undefined)
  const canSuggest = context !== null && (context.text.trim() !== '' || context.problemDomain !== null)
  const suggested = useReplicaQuery(
    'article.suggest',
    canSuggest
      ? { text: context.text, problemDomain: context.problemDomain, product: context.product, limit: suggestLimit }
      : undefined,
  )
  const isEmpty = isSearching && found.phase === 'ready' && !found.isStale && found.data.length === 0
  const nearer = useNearer(isEmpty ? asked : null)
  const shown = isSearching ? found : suggested
  const hits = nearer?.hits ?? (isSearching || canSuggest ? shown.data : null) ?? noHits

  useKey(
    'knowledge.search',
    () => t('focusSearch'),
    () => {
      setKnowledgeOpen(true)
      box.current?.select()
      // A folded panel appears with the next frame.
      requestAnimationFrame(() => {
        if (document.activeElement !== box.current) box.current?.select()
      })
      return undefined
    },
  )
  // Here rather than in the registry: inside the panel Esc closes what was opened here before it leads anywhere else.
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || !leave()) return
    event.preventDefault()
    box.current?.focus()
  }
  const isAwaited = isSearching && (found.phase === 'loading' || (found.phase === 'ready' && found.isStale))
  const isOpenWanted = useRef(false)
  useEffect(() => {
    if (isAwaited || !isOpenWanted.current) return
    isOpenWanted.current = false
    const first = hits[0]
    if (first !== undefined) openArticle(first.id)
  }, [isAwaited, hits])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (isAwaited && reading === null) {
      // Enter and arrows mean the answer that is on its way, not the one still shown.
      isOpenWanted.current = event.key === 'Enter'
      if (event.key === 'Enter' || event.key.startsWith('Arrow')) return
    }
    if (steer(event.key, hits)) event.preventDefault()
  }

  const listLabel = t(isSearching ? 'results' : 'suggestions')
  const body = () => {
    if (reading !== null) return <ArticleReader key={reading} articleId={reading} onArticle={readArticle} hasKeys />
    if (!isSearching && !canSuggest)
      return (
        <EmptyState icon={<BookOpen size={28} />} title={t('emptyTitle')}>
          {t('emptyText')}
        </EmptyState>
      )
    if (shown.phase === 'failed')
      return (
        <Banner tone="danger">
          <FailureText failure={shown.failure} />
        </Banner>
      )
    if (shown.phase === 'loading')
      return (
        <div className={styles.waiting}>
          <Skeleton lines={[70, 95, 40, 60, 92, 30]} />
        </div>
      )
    if (hits.length === 0) {
      return (
        <EmptyState
          icon={<SearchX size={28} />}
          title={isSearching ? t('noneTitle', { text: asked.trim().slice(0, 40) }) : t('noSuggestions')}
        >
          {t(isSearching ? 'noneText' : 'noSuggestionsText')}
        </EmptyState>
      )
    }
    return (
      <>
        {nearer !== null && (
          <p className={styles.nearer}>{t('nearer', { text: asked.trim().slice(0, 40), nearer: nearer.text })}</p>
        )}
        <h2 className={styles.listTitle}>{isSearching ? t('found', { count: hits.length }) : t('suggestions')}</h2>
        <HitList
          id={listId}
          label={listLabel}
          hits={hits}
          activeId={activeId}
          isStale={shown.isStale}
          onOpen={openArticle}
        />
      </>
    )
  }

  const hasList = reading === null && hits.length > 0
  const isActiveShown = hasList && hits.some((hit) => hit.id === activeId)
  return (
    <div className={styles.panel} onKeyDown={onEscape}>
      <div className={styles.search}>
        <Search size={16} aria-hidden className={styles.searchIcon} />
        <input
          ref={box}
          id="knowledge-search"
          className={styles.box}
          type="text"
          role="combobox"
          value={text}
          placeholder={t('placeholder')}
          aria-label={t('search')}
          autoComplete="off"
          spellCheck={false}
          aria-expanded={hasList}
          aria-controls={hasList ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isActiveShown && activeId !== null ? hitElementId(activeId) : undefined}
          aria-keyshortcuts="Control+/"
          onChange={(event) => {
            typeText(event.target.value, (event.nativeEvent as InputEvent).isComposing)
          }}
          onCompositionEnd={(event) => {
            typeText(event.currentTarget.value, false)
          }}
          onKeyDown={onKeyDown}
        />
        {text === '' ? (
          <span className={styles.boxKey}>
            <Kbd keys="Ctrl+/" />
          </span>
        ) : (
          <span className={styles.boxKey}>
            <IconButton
              size="sm"
              label={t('clear')}
              icon={<X size={16} />}
              onClick={() => {
                typeText('', false)
                box.current?.focus()
              }}
            />
          </span>
        )}
      </div>
      {reading !== null && (
        <div className={styles.back}>
          <Button
            variant="quiet"
            size="sm"
            icon={<ArrowLeft size={16} aria-hidden />}
            shortcut="Esc"
            onClick={() => {
              closeReading()
              box.current?.focus()
            }}
          >
            {t(isSearching ? 'backToResults' : 'backToSuggestions')}
          </Button>
        </div>
      )}
      <div
        className={styles.body}
        key={reading ?? 'list'}
        {...(reading !== null ? scrolled(t('article')) : hasList ? scrolled(listLabel) : {})}
      >
        {body()}
      </div>
      <p className="visually-hidden" role="status">
        {isSearching && reading === null && shown.phase === 'ready' && !shown.isStale
          ? t('found', { count: hits.length })
          : ''}
      </p>
    </div>
  )
}
