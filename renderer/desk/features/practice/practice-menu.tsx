import { useTranslation } from 'react-i18next'
import { PhoneIncoming } from 'lucide-react'
import { Menu, RailButton } from '../../../shared/ui'
import { useAppInfo } from '../settings'
import { practiceScenarios, startPractice } from './start-practice'

/** 练习来电, where the server is the console's own. */
export const PracticeMenu = () => {
  const { t } = useTranslation('practice')
  const info = useAppInfo()
  if (info?.isEmbedded !== true) return null
  return (
    <Menu
      side="right"
      align="end"
      trigger={<RailButton icon={<PhoneIncoming size={20} aria-hidden />}>{t('title')}</RailButton>}
      items={[
        { kind: 'label', key: 'what', label: t('what') },
        ...practiceScenarios.map((scenario) => ({
          key: scenario,
          label: t(`scenario.${scenario}.name`),
          hint: t(`scenario.${scenario}.hint`),
          onSelect: () => {
            void startPractice(scenario)
          },
        })),
      ]}
    />
  )
}
