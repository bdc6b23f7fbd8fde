export { ArticlePane } from './article-pane'
export { KnowledgePanel } from './knowledge-panel'
export { readArticle, setKnowledgeContext, type KnowledgeContext } from './knowledge-store'
