export { ArticlePane } from './article-pane'
export { KnowledgePanel } from './knowledge-panel'
export { forgetKnowledge, readArticle, setKnowledgeContext, type KnowledgeContext } from './knowledge-store'
