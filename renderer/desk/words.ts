import type { WordFiles } from '../shared/i18n'

/** One JSON per namespace and language in resources/i18n; adding a file is all it takes. */
export const deskWords = import.meta.glob<WordFiles[string]>(
  ['../../resources/i18n/*/*.json', '!../../resources/i18n/*/customerPage.json'],
  { eager: true, import: 'default' },
)
