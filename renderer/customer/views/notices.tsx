import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { Banner } from '../../shared/ui/banner'
import { customerStore } from '../session/customer-store'
import { noticesOf, type Notice } from '../session/situation'

const tones: Partial<Record<Notice, 'warning' | 'danger'>> = {
  lost: 'warning',
  agentAway: 'warning',
  noWay: 'danger',
  notPossible: 'warning',
}

/** What was refused last, in words. */
export const FailureNotice = () => {
  const { t, i18n } = useTranslation('customerPage')
  const failure = useStore(customerStore, (state) => state.failure)
  if (failure === null) return null
  const key = `failure.${failure}`
  return (
    <Banner tone="danger">{i18n.exists(`customerPage:${key}`) ? t(key) : t('failure.other', { code: failure })}</Banner>
  )
}

/** What the customer should know now, the most urgent first. */
export const Notices = () => {
  const { t } = useTranslation('customerPage')
  const notices = useStore(
    customerStore,
    useShallow((state) => noticesOf(state)),
  )
  return (
    <>
      <FailureNotice />
      {notices.map((notice) => (
        <Banner key={notice} tone={tones[notice] ?? 'info'} title={t(`notice.${notice}`)} role="status">
          {t(`notice.${notice}Text`)}
        </Banner>
      ))}
    </>
  )
}
