import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { PhoneIncoming } from 'lucide-react'
import type { CallInput } from '#shared/ipc/contract'
import { toast, toastFailure, Menu, RailButton } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { useMayRequest } from '../remote'
import { useAppInfo } from '../settings'
import { startRemotePractice } from './practice-remote'

export type PracticeScenario = CallInput<'practice.call'>['scenario']

// A record, so that a scenario added to the contract must be added here.
const known: Record<PracticeScenario, true> = {
  verified: true,
  wrongCode: true,
  expiredCode: true,
  noCode: true,
  noContract: true,
  unregistered: true,
  manyMatches: true,
  unknownNumber: true,
  codeQuestion: true,
  complaint: true,
}
export const practiceScenarios = Object.keys(known) as PracticeScenario[]

/** Plays a whole call against the embedded server; it rings here when the person is ready. */
export const startPractice = async (scenario: PracticeScenario): Promise<void> => {
  const result = await call('practice.call', { scenario })
  if (result.ok)
    toast({
      tone: 'info',
      text: i18next.t('practice:underWay', { scenario: i18next.t(`practice:scenario.${scenario}.name`) }),
    })
  else toastFailure(result.failure)
}

/** 练习来电 and 练习远程协助, where the server is the console's own. */
export const PracticeMenu = () => {
  const { t } = useTranslation('practice')
  const info = useAppInfo()
  const mayRequest = useMayRequest()
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
        ...(mayRequest
          ? [
              { kind: 'separator' as const, key: 'remoteLine' },
              {
                key: 'remote',
                label: t('remote.name'),
                hint: t('remote.hint'),
                onSelect: () => {
                  void startRemotePractice()
                },
              },
            ]
          : []),
      ]}
    />
  )
}
