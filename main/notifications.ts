import { Notification } from 'electron'
import type { Settings } from '#shared/ipc/settings'

/** No name and no number, because notifications show on locked screens and the system keeps them. */
const words = {
  'zh-CN': { title: '来电振铃', body: '点击查看来电。' },
  en: { title: 'A call is ringing', body: 'Click to see it.' },
}

/** Keeps notifications from being garbage-collected, which would lose their clicks. */
const shown = new Set<Notification>()

/** Shows a system notification of a ringing call. */
export const notifyRinging = (language: Settings['language'], onClick: () => void): void => {
  if (!Notification.isSupported()) return
  const notification = new Notification({ ...words[language], urgency: 'critical', silent: false })
  const forget = (): void => void shown.delete(notification)
  shown.add(notification)
  notification.on('click', () => {
    forget()
    onClick()
  })
  notification.on('close', forget)
  notification.on('failed', forget)
  notification.show()
}
