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
  const { t } = useTranslation('customerPage')
  const failure = useStore(customerStore, (state) => state.failure)
  if (failure === null) return null
  return <Banner tone="danger">{t([`failure.${failure}`, 'failure.other'], { code: failure })}</Banner>
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
