import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner, Button } from '../../../shared/ui'
import { useSync } from '../sync'
import { setAgentRest, useAgent, isDisconnected, isLineCut, wasReadyAfter } from './agent-state'
import styles from './agent-menu.module.css'

/** Shown to an agent made not ready by a lost connection, until they choose a state; ready is one button away. */
export const LineBar = () => {
  const { t } = useTranslation('agent')
  const agent = useAgent()
  const isCut = isLineCut(useSync())
  const [wasReady, setWasReady] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const isReadyNow = wasReadyAfter(wasReady, agent)
  if (isReadyNow !== wasReady) setWasReady(isReadyNow)
  if (!isReadyNow || !isDisconnected(agent)) return null
  const backToReady = async (): Promise<void> => {
    setIsBusy(true)
    await setAgentRest({ state: 'ready' })
    setIsBusy(false)
  }
  return (
    <div className={styles.bar}>
      <Banner
        tone="warning"
        role="status"
        title={t('lost.title')}
        actions={
          <Button
            variant="primary"
            size="sm"
            busy={isBusy}
            disabled={isCut}
            onClick={() => {
              void backToReady()
            }}
          >
            {t('lost.ready')}
          </Button>
        }
      >
        {t('lost.text')}
      </Banner>
    </div>
  )
}
