import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'zh-CN' | 'en'

/** What gives a key, with its namespace, its words in the language of the surface. */
export type Translate = (key: string, values: Record<string, unknown>) => string

/** Files of words by their path, `…/zh-CN/ticket.json`, as a page bundles those that it says. */
export type WordFiles = Record<string, Record<string, unknown>>

const resourcesOf = (files: WordFiles): Record<string, Record<string, Record<string, unknown>>> => {
  const resources: Record<string, Record<string, Record<string, unknown>>> = {}
  for (const [path, words] of Object.entries(files)) {
    const [language, file] = path.split('/').slice(-2)
    if (language === undefined || file === undefined) continue
    const namespaces = resources[language] ?? {}
    resources[language] = namespaces
    namespaces[file.replace('.json', '')] = words
  }
  return resources
}

/** Words are bundled, so this is done before the first render. */
export const startLanguages = (language: Language, files: WordFiles): void => {
  void i18next.use(initReactI18next).init({
    resources: resourcesOf(files),
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    initAsync: false,
  })
  document.documentElement.lang = language
}

/** Changes the words of the whole surface at once. */
export const switchLanguage = (language: Language): void => {
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}
