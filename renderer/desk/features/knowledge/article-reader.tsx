import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArticleId } from '#shared/ids'
import { Badge, Banner, Skeleton, DateText, FailureText } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo } from '../../navigation/place-store'
import { ArticleActions } from './article-actions'
import styles from './knowledge.module.css'

// Loaded on first use: the renderer is a fifth of the page's code, and most sessions start without an article.
const Markdown = lazy(() => import('./markdown').then((module) => ({ default: module.Markdown })))

/** Rendering more than this at once would delay the typing beside it. */
const shownLimit = 200_000

type Props = { articleId: ArticleId; onArticle: (id: ArticleId) => void; hasKeys?: boolean }

/** One article: what it is about, its text, and what to do with it. */
export const ArticleReader = ({ articleId, onArticle, hasKeys = false }: Props) => {
  const { t } = useTranslation(['article', 'common'])
  const state = useReplicaQuery('article.read', { articleId }, true)
  if (state.data === null) {
    return state.phase === 'failed' ? (
      <Banner tone="danger">
        <FailureText failure={state.failure} />
      </Banner>
    ) : (
      <Skeleton lines={[70, 30, 95, 90, 96, 60, 92, 88]} />
    )
  }
  const { article } = state.data
  return (
    <article className={styles.article} aria-labelledby={`article-${article.id}`}>
      <header className={styles.articleHead}>
        <h2 id={`article-${article.id}`} tabIndex={-1}>
          {article.title}
        </h2>
        <p className={styles.meta}>
          {article.product !== '' && <Badge>{[article.product, article.versions].filter(Boolean).join(' ')}</Badge>}
          {article.problemDomain !== null && <span>{t(`common:problemDomain.${article.problemDomain}`)}</span>}
          {article.solvedCount > 0 && (
            <span className="figures">{t('solvedCount', { count: article.solvedCount })}</span>
          )}
          <span>
            {t('published')} <DateText at={article.publishedAt} />
          </span>
        </p>
        {article.errorCodes.length > 0 && (
          <p className={styles.codes}>
            {t('errorCodes')}
            {article.errorCodes.map((code) => (
              <code key={code}>{code}</code>
            ))}
          </p>
        )}
      </header>
      <Suspense fallback={<Skeleton lines={[90, 80, 85]} />}>
        <Markdown source={article.body.slice(0, shownLimit)} onArticle={onArticle} />
      </Suspense>
      {article.body.length > shownLimit && <Banner tone="warning">{t('shownPart')}</Banner>}
      <ArticleActions article={article} hasKeys={hasKeys} />
    </article>
  )
}

const show = (id: ArticleId): void => {
  goTo({ kind: 'article', id })
}

/** An article in the case column, where links to others lead on in the same place. */
export const ArticlePane = ({ articleId }: { articleId: ArticleId }) => (
  <div className={styles.pane}>
    <ArticleReader key={articleId} articleId={articleId} onArticle={show} />
  </div>
)
