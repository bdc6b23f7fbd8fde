import { Notification, type NotificationConstructorOptions } from 'electron'
import type { Settings } from '#shared/ipc/settings'
import type { Shown } from './matter-notifier'
import { words } from './words'

/** Keeps notifications from being garbage-collected, which would lose their clicks. */
const shown = new Set<Notification>()

const show = (options: NotificationConstructorOptions, onGone: (isClicked: boolean) => void): Shown => {
  if (!Notification.isSupported()) return { close: () => undefined }
  const notification = new Notification(options)
  const gone = (isClicked: boolean) => (): void => {
    if (shown.delete(notification)) onGone(isClicked)
  }
  shown.add(notification)
  notification.on('click', gone(true))
  notification.on('close', gone(false))
  notification.on('failed', gone(false))
  notification.show()
  return { close: () => notification.close() }
}

/**
 * Shows a system notification of a ringing call. Its words have no name and no number, because notifications show on
 * locked screens and the system keeps them.
 */
export const notifyRinging = (language: Settings['language'], onClick: () => void): void => {
  show({ ...words[language].ringing, urgency: 'critical', silent: false }, (isClicked) => {
    if (isClicked) onClick()
  })
}

/** Shows a system notification of something that waits; for the same reason it says only what kind of thing it is. */
export const notifyWaiting = (
  language: Settings['language'],
  title: string,
  onGone: (isClicked: boolean) => void,
): Shown => show({ title, body: words[language].waiting.body, silent: false }, onGone)
