import type { ArticleId } from '#shared/ids'

export const KnowledgePanel = () => null
export const ArticlePane = ({ articleId }: { articleId: ArticleId }) => <p>{articleId}</p>
