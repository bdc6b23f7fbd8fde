import { Notification } from 'electron'
import type { Settings } from '#shared/ipc/settings'
import { words } from './words'

/** Keeps notifications from being garbage-collected, which would lose their clicks. */
const shown = new Set<Notification>()

/**
 * Shows a system notification of a ringing call. Its words have no name and no number, because notifications show on
 * locked screens and the system keeps them.
 */
export const notifyRinging = (language: Settings['language'], onClick: () => void): void => {
  if (!Notification.isSupported()) return
  const notification = new Notification({ ...words[language].ringing, urgency: 'critical', silent: false })
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
