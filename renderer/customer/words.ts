import type { Language, WordFiles } from '../shared/i18n'

/** Only what this page says, because it should be small. */
export const customerWords = import.meta.glob<WordFiles[string]>('../../resources/i18n/*/{common,customerPage}.json', {
  eager: true,
  import: 'default',
})

const kept = 'hotline.language'

/** Chinese first: English is for a browser that does not ask for Chinese at all, or for who chose it here. */
export const chosenLanguage = (languages: readonly string[], storage: Pick<Storage, 'getItem'>): Language => {
  const chosen = storage.getItem(kept)
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  const isChinese = languages.some((language) => language.toLowerCase().startsWith('zh'))
  return !isChinese && languages.some((language) => language.toLowerCase().startsWith('en')) ? 'en' : 'zh-CN'
}

export const keepLanguage = (language: Language): void => {
  sessionStorage.setItem(kept, language)
}
