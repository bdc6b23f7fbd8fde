export { ArticlePane } from './article-reader'
export { KnowledgePanel } from './knowledge-panel'
export { readArticle, setKnowledgeContext, type KnowledgeContext } from './knowledge-store'
