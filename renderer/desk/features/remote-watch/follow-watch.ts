import i18next from 'i18next'
import { may } from '#shared/domain/may'
import { toast } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { goTo } from '../../navigation/place-store'
import { followNotices } from '../matter'
import { createWatchNotices, type WatchNotice } from './watch-notices'

const show = ({ kind, session }: WatchNotice): void => {
  const t = (key: string, values: Record<string, unknown> = {}): string => i18next.t(`remoteWatch:${key}`, values)
  toast({
    tone: kind === 'ranLong' ? 'warning' : 'info',
    title: t(`notice.${kind}`, { agent: session.agentName ?? t('unknownAgent') }),
    text: [session.ticketNumber, session.subject].filter((text) => text !== null).join(' · '),
    action: {
      label: t('notice.go'),
      run: () => {
        goTo({ kind: 'ticket', id: session.ticketId })
      },
    },
  })
}

/**
 * Tells somebody who supervises, once and quietly, that a colleague's session began or lasts long.
 * @returns a function that stops telling
 */
export const followWatch = (): (() => void) => {
  const notices = createWatchNotices()
  return followNotices(['remoteSession'], notices, async (person, _, isStillThere) => {
    if (!may(person, 'remoteSession.watch')) return
    // Of those that are over there is nothing to tell.
    const listed = await call('remote.listWatched', { endedSince: Number.MAX_SAFE_INTEGER })
    if (listed.ok && isStillThere()) for (const notice of notices.take(listed.value, person.id)) show(notice)
  })
}
