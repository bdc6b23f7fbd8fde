import i18next from 'i18next'
import english from '#resources/i18n/en/common.json'
import chinese from '#resources/i18n/zh-CN/common.json'
import type { Language, Translate } from '..'

const words = i18next.createInstance()
await words.init({ resources: { 'zh-CN': { common: chinese }, en: { common: english } }, initAsync: false })

/** @returns what gives the page's common words in one language, without a page */
export const wordsIn = (language: Language): Translate => words.getFixedT(language)
