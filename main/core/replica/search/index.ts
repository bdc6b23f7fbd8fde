export { searchSchema } from './schema'
export { indexArticle, unindexArticle } from './indexing'
export { searchArticles } from './search'
export { suggestArticles, type SuggestInput } from './suggest'
