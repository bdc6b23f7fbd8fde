/** The most characters by which tickets or customers are searched. */
export const maxSearchText = 200
/** The most characters by which articles are searched. */
export const maxArticleSearchText = 1000
/** The most characters of a case for which articles are suggested. */
export const maxSuggestText = 20_000
/** The most characters that are copied in one go. */
export const maxClipboardText = 100_000
