import { Briefcase } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useKey } from '../../navigation/use-key'
import { IconButton } from '../../../shared/ui'
import { openCarry } from './carry-store'

/** 随身携带, for whoever leaves with this machine. */
export const CarryButton = () => {
  const { t } = useTranslation('carry')
  useKey(
    'carry',
    'Ctrl+Shift+B',
    () => t('title'),
    () => {
      openCarry()
      return true
    },
  )
  return (
    <IconButton
      label={t('title')}
      shortcut="Ctrl+Shift+B"
      icon={<Briefcase size={18} aria-hidden />}
      onClick={openCarry}
    />
  )
}
