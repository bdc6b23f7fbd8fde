import commonEnglish from '#resources/i18n/en/common.json'
import english from '#resources/i18n/en/system.json'
import commonChinese from '#resources/i18n/zh-CN/common.json'
import chinese from '#resources/i18n/zh-CN/system.json'
import type { MatterKind } from '#shared/ipc/matter'
import type { Settings } from '#shared/ipc/settings'

/** What the main process shows outside the page: menu, window title and notifications, in each language. */
export const words: Record<Settings['language'], typeof chinese & { appName: string }> = {
  'zh-CN': { ...chinese, appName: commonChinese.appName },
  en: { ...english, appName: commonEnglish.appName },
}

/** What a notification says of one or of several that wait; nothing else than these kinds waits for anybody. */
export const waitingWords = (language: Settings['language'], kind: MatterKind): { one: string; many: string } => {
  const { waiting } = words[language]
  return kind === 'assigned' || kind === 'refused' || kind === 'handedOn' || kind === 'given'
    ? waiting[kind]
    : waiting.offered
}
