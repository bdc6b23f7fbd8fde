import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CustomerSearch } from '../features/customer'
import { KnowledgePanel } from '../features/knowledge'
import { TicketList } from '../features/ticket'
import { classNames, FaultBoundary, SplitHandle } from '../../shared/ui'
import { CaseColumn } from './case-column'
import { FoldTabs } from './fold-tabs'
import { placeStore, usePlace, useView, type View } from '../navigation/place-store'
import { useNarrow } from '../navigation/use-narrow'
import { useWidths, widthBounds } from './use-widths'
import styles from './desk-columns.module.css'

const ListColumn = ({ view }: { view: View }) => {
  if (view === 'customers') return <CustomerSearch />
  return <TicketList scope={view === 'work' ? 'work' : 'all'} />
}

/**
 * List, case, knowledge. The knowledge view puts the knowledge where the list was; below 1,280 px it folds to a tab
 * beside the case. Nothing is unmounted by either, so what is being written stays.
 */
export const DeskColumns = () => {
  const { t } = useTranslation('shell')
  const view = useView()
  const place = usePlace()
  const isNarrow = useNarrow()
  const isKnowledgeOpen = useStore(placeStore, (state) => state.isKnowledgeOpen)
  const { widths, move, settle } = useWidths()
  const isKnowledgeView = view === 'knowledge'
  const isFolded = isNarrow && !isKnowledgeView
  const isThree = !isNarrow && !isKnowledgeView
  const list = `minmax(264px, ${String(widths.list)}%)`
  const columns = isThree
    ? `${list} 1px minmax(360px, 1fr) 1px minmax(280px, ${String(widths.knowledge)}%)`
    : `${list} 1px minmax(0, 1fr)`
  return (
    <main className={classNames(styles.columns, isFolded && styles.folded)} style={{ gridTemplateColumns: columns }}>
      <h1 className="visually-hidden">
        {t('common:appName')} · {t(`nav.${view}`)}
      </h1>
      <section
        id="list"
        tabIndex={-1}
        aria-label={t(`nav.${isKnowledgeView ? 'work' : view}`)}
        className={classNames(styles.column, styles.list)}
        hidden={isKnowledgeView}
      >
        <FaultBoundary resetKey={view}>
          <ListColumn view={isKnowledgeView ? 'work' : view} />
        </FaultBoundary>
      </section>
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
      {isFolded && <FoldTabs />}
      <section
        id="case"
        tabIndex={-1}
        aria-label={t('case')}
        className={classNames(styles.column, styles.case)}
        hidden={isFolded && isKnowledgeOpen}
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
        hidden={isFolded && !isKnowledgeOpen}
        className={classNames(styles.column, isKnowledgeView ? styles.list : isFolded ? styles.case : styles.knowledge)}
      >
        <FaultBoundary>
          <KnowledgePanel />
        </FaultBoundary>
      </section>
    </main>
  )
}
