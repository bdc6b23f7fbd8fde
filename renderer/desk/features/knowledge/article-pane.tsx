import type { ArticleId } from '#shared/ids'
import { goTo } from '../../navigation/place-store'
import { ArticleReader } from './article-reader'
import styles from './knowledge.module.css'

const show = (id: ArticleId): void => {
  goTo({ kind: 'article', id })
}

/** An article in the case column, where links to others lead on in the same place. */
export const ArticlePane = ({ articleId }: { articleId: ArticleId }) => (
  <div className={styles.pane}>
    <ArticleReader key={articleId} articleId={articleId} onArticle={show} />
  </div>
)
