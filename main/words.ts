import commonEnglish from '#resources/i18n/en/common.json'
import english from '#resources/i18n/en/system.json'
import commonChinese from '#resources/i18n/zh-CN/common.json'
import chinese from '#resources/i18n/zh-CN/system.json'
import type { Settings } from '#shared/ipc/settings'

/** What the main process shows outside the page: menu, window title and notifications, in each language. */
export const words: Record<Settings['language'], typeof chinese & { appName: string }> = {
  'zh-CN': { ...chinese, appName: commonChinese.appName },
  en: { ...english, appName: commonEnglish.appName },
}
