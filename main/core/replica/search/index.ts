export { searchSchema } from './schema'
export { articleEntry, indexArticle, unindexArticle } from './indexing'
export { searchArticles } from './search'
export { suggestArticles, type SuggestInput } from './suggest'
