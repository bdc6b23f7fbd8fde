export { searchSchema, articleEntry, indexArticle, unindexArticle } from './indexing'
export { searchArticles } from './search'
export { suggestArticles, type SuggestInput } from './suggest'
