import { Notification } from 'electron'
import type { Settings } from '#shared/ipc/settings'

/** No name and no number: a notification is shown on locked screens and kept by the system. */
const words = {
  'zh-CN': { title: '来电振铃', body: '点击查看来电。' },
  en: { title: 'A call is ringing', body: 'Click to see it.' },
}

/** Notifications that nobody holds are collected, and their clicks with them. */
const shown = new Set<Notification>()

/** Tells of a ringing call outside the window. */
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
