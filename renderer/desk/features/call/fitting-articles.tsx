import { useTranslation } from 'react-i18next'
import { BookOpen } from 'lucide-react'
import type { ArticleHit, CallView } from '#shared/ipc/replica-views'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo } from '../../navigation/place-store'
import { Badge, Highlighted, LinkButton, Section } from '../../../shared/ui'
import styles from './call.module.css'

/** The three articles that fit the caller's problem area and product, each with why. */
export const FittingArticles = ({ view }: { view: CallView }) => {
  const { t } = useTranslation('call')
  const { call, customer } = view
  const product = customer?.customer.products[0]?.product ?? ''
  const text = (customer?.openTickets ?? [])
    .slice(0, 3)
    .map((ticket) => ticket.subject)
    .join(' ')
  const query = useReplicaQuery('article.suggest', { text, problemDomain: call.problemDomain, product, limit: 3 })
  const hits: readonly ArticleHit[] = query.data ?? []
  if (hits.length === 0) return null
  return (
    <Section title={t('pane.articles')}>
      <ul className={styles.rows}>
        {hits.map((hit) => (
          <li key={hit.id} className={styles.article}>
            <BookOpen size={16} aria-hidden />
            <LinkButton
              className={styles.link}
              onClick={() => {
                goTo({ kind: 'article', id: hit.id })
              }}
            >
              <Highlighted text={hit.title} />
            </LinkButton>
            <span className={styles.reasons}>
              {hit.reasons.map((reason) => (
                <Badge key={`${reason.kind} ${reason.text}`}>{t(`why.${reason.kind}`)}</Badge>
              ))}
              {hit.solvedCount > 0 && (
                <span className={styles.none}>{t('why.solved', { count: hit.solvedCount })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
