import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleId } from '#shared/ids'
import type { ArticleHit } from '#shared/ipc/replica-views'
import { Badge, classNames, Highlighted } from '../../../shared/ui'
import styles from './knowledge.module.css'

export const hitElementId = (id: ArticleId): string => `knowledge-hit-${id}`

const Reasons = ({ reasons }: { reasons: ArticleHit['reasons'] }) => {
  const { t } = useTranslation(['article', 'common'])
  // The product stands beside it as a mark already.
  const words = reasons
    .filter(({ kind }) => kind !== 'product')
    .map(({ kind, text }) =>
      kind === 'problemDomain'
        ? t('reason.problemDomain', { text: t(`common:problemDomain.${text}`) })
        : t(`reason.${kind}`, { text }),
    )
  return words.length === 0 ? null : (
    <span className={styles.reasons} title={words.join(' · ')}>
      {words.join(' · ')}
    </span>
  )
}

type Props = {
  id: string
  label: string
  hits: readonly ArticleHit[]
  activeId: ArticleId | null
  isStale: boolean
  onOpen: (id: ArticleId) => void
}

/** Found articles. The search box keeps the focus and moves through them; a click reads one. */
export const HitList = ({ id, label, hits, activeId, isStale, onOpen }: Props) => {
  const { t } = useTranslation('article')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (activeId !== null) document.getElementById(hitElementId(activeId))?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} aria-busy={isStale} className={styles.list}>
      {hits.map((hit) => (
        <div
          key={hit.id}
          id={hitElementId(hit.id)}
          role="option"
          aria-selected={hit.id === activeId}
          className={classNames(styles.hit, hit.id === activeId && styles.active)}
          onMouseDown={(event) => {
            event.preventDefault()
          }}
          onClick={() => {
            onOpen(hit.id)
          }}
        >
          <span className={styles.hitTitle}>
            <Highlighted text={hit.title} />
          </span>
          {hit.excerpt.length > 0 && (
            <span className={styles.excerpt}>
              <Highlighted text={hit.excerpt} />
            </span>
          )}
          <span className={styles.hitFoot}>
            {hit.product !== '' && <Badge>{hit.product}</Badge>}
            {hit.reasons.length > 0 ? (
              <Reasons reasons={hit.reasons} />
            ) : (
              hit.solvedCount > 0 && <span className="figures">{t('solvedCount', { count: hit.solvedCount })}</span>
            )}
          </span>
        </div>
      ))}
    </div>
  )
}
