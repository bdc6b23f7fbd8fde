import i18next from 'i18next'
import type { CallInput } from '#shared/ipc/contract'
import { call } from '../../bridge/client'
import { toast, toastFailure } from '../../../shared/ui'

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
