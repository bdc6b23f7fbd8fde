import { Briefcase } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { IconButton } from '../../../shared/ui'
import { openAvailableOffline } from './available-offline-store'

/** 随身携带: opens the overview before a visit. */
export const AvailableOfflineButton = () => {
  const { t } = useTranslation('availableOffline')
  useKey(
    'available-offline',
    () => t('title'),
    () => {
      openAvailableOffline()
      return true
    },
  )
  return (
    <IconButton
      label={t('title')}
      shortcut={keysOf('available-offline')}
      icon={<Briefcase size={18} aria-hidden />}
      onClick={openAvailableOffline}
    />
  )
}
