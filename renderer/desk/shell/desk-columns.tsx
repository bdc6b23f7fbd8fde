import { useState } from 'react'
import { BookOpen, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { classNames, FaultBoundary, SplitHandle } from '../../shared/ui'
import { changeSettings, useSettings } from '../features/settings'
import { placeStore, setKnowledgeOpen, usePlace } from '../navigation/place-store'
import { KnowledgePanel } from '../features/knowledge'
import { useNarrow } from '../navigation/use-narrow'
import { CaseColumn } from './case-column'
import { listViewOf, useViewEntry } from './views'
import styles from './desk-columns.module.css'

export type Widths = { list: number; knowledge: number }
const widthBounds = { min: 15, max: 45 }

/** The person's own widths in percent: followed while dragging, saved when the pointer is released. */
const useWidths = (): {
  widths: Widths
  move: (part: Partial<Widths>) => void
  settle: (part: Partial<Widths>) => void
} => {
  const { layout } = useSettings()
  const [dragged, setDragged] = useState<Partial<Widths>>({})
  const widths = { ...layout, ...dragged }
  return {
    widths,
    move: (part) => {
      setDragged(part)
    },
    settle: (part) => {
      void changeSettings({ layout: { ...layout, ...part } }).then(() => {
        setDragged({})
      })
    },
  }
}

/** In a narrow window: the case or the knowledge. */
const FoldTabs = () => {
  const { t } = useTranslation('shell')
  const isKnowledgeOpen = useStore(placeStore, (state) => state.isKnowledgeOpen)
  return (
    <div role="group" aria-label={t('fold')} className={styles.tabs}>
      <button
        type="button"
        className={styles.tab}
        aria-pressed={!isKnowledgeOpen}
        onClick={() => {
          setKnowledgeOpen(false)
        }}
      >
        <FileText size={16} aria-hidden />
        {t('case')}
      </button>
      <button
        type="button"
        className={styles.tab}
        aria-pressed={isKnowledgeOpen}
        onClick={() => {
          setKnowledgeOpen(true)
        }}
      >
        <BookOpen size={16} aria-hidden />
        {t('nav.knowledge')}
      </button>
    </div>
  )
}

/**
 * List, case, knowledge. The knowledge view puts the knowledge where the list was; below 1,280 px it folds to a tab
 * beside the case; a page takes the place of all three. None of this unmounts them, so what is being written stays.
 */
export const DeskColumns = () => {
  const { t } = useTranslation('shell')
  const entry = useViewEntry()
  const listView = listViewOf(entry)
  const place = usePlace()
  const isNarrow = useNarrow()
  const isKnowledgeOpen = useStore(placeStore, (state) => state.isKnowledgeOpen)
  const { widths, move, settle } = useWidths()
  const isKnowledgeView = entry.shows.in === 'knowledge'
  const isPage = entry.shows.in === 'page'
  const isFolded = isNarrow && !isKnowledgeView && !isPage
  const isThree = !isNarrow && !isKnowledgeView && !isPage
  const list = `minmax(264px, ${String(widths.list)}%)`
  const columns = isPage
    ? 'minmax(0, 1fr)'
    : isThree
      ? `${list} 1px minmax(360px, 1fr) 1px minmax(280px, ${String(widths.knowledge)}%)`
      : `${list} 1px minmax(0, 1fr)`
  return (
    <main className={classNames(styles.columns, isFolded && styles.folded)} style={{ gridTemplateColumns: columns }}>
      <h1 className="visually-hidden">
        {t('common:appName')} · {t(entry.labelKey)}
      </h1>
      <section
        id="list"
        tabIndex={-1}
        aria-label={t(listView.labelKey)}
        className={classNames(styles.column, styles.list)}
        hidden={isKnowledgeView || isPage}
      >
        <FaultBoundary resetKey={entry.id}>{listView.shows.in === 'list' && listView.shows.content}</FaultBoundary>
      </section>
      {entry.shows.in === 'page' ? (
        <section
          id="page"
          tabIndex={-1}
          aria-label={t(entry.labelKey)}
          className={classNames(styles.column, styles.page)}
        >
          <FaultBoundary resetKey={entry.id}>{entry.shows.content}</FaultBoundary>
        </section>
      ) : (
        <SplitHandle
          label={t('widths.list')}
          side="before"
          value={widths.list}
          {...widthBounds}
          onMove={(value) => {
            move({ list: value })
          }}
          onSettle={(value) => {
            settle({ list: value })
          }}
        />
      )}
      {isFolded && <FoldTabs />}
      <section
        id="case"
        tabIndex={-1}
        aria-label={t('case')}
        className={classNames(styles.column, styles.case)}
        hidden={isPage || (isFolded && isKnowledgeOpen)}
      >
        <FaultBoundary resetKey={place.kind === 'none' ? '' : place.id}>
          <CaseColumn />
        </FaultBoundary>
      </section>
      {isThree && (
        <SplitHandle
          label={t('widths.knowledge')}
          side="after"
          value={widths.knowledge}
          {...widthBounds}
          onMove={(value) => {
            move({ knowledge: value })
          }}
          onSettle={(value) => {
            settle({ knowledge: value })
          }}
        />
      )}
      <section
        id="knowledge"
        tabIndex={-1}
        aria-label={t('nav.knowledge')}
        hidden={isPage || (isFolded && !isKnowledgeOpen)}
        className={classNames(styles.column, isKnowledgeView ? styles.list : isFolded ? styles.case : styles.knowledge)}
      >
        <FaultBoundary>
          <KnowledgePanel />
        </FaultBoundary>
      </section>
    </main>
  )
}
