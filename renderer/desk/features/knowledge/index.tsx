export { ArticlePane } from './article-reader'
export { copyText } from './copy-text'
export { KnowledgePanel } from './knowledge-panel'
export { readArticle, setKnowledgeContext, type KnowledgeContext } from './knowledge-store'
