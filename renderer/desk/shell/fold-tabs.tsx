import { BookOpen, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { placeStore, setKnowledgeOpen } from '../navigation/place-store'
import styles from './fold-tabs.module.css'

/** In a narrow window: the case or the knowledge. */
export const FoldTabs = () => {
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
