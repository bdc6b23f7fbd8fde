import { useTranslation } from 'react-i18next'
import { Banner } from './banner'

/** Says that something here is shown by a stand-in. @param newer the fields concerned; nothing is said for none */
export const NewerNotice = ({ newer }: { newer: readonly string[] }) => {
  const { t } = useTranslation('common')
  return newer.length === 0 ? null : <Banner tone="warning">{t('newer')}</Banner>
}
