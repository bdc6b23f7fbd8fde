import { Component, useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../shared/ui/button'
import { customerStore } from './session/customer-store'
import { stopAll } from './session/customer-session'
import { situationOf } from './session/situation'
import { AskedView } from './views/asked-view'
import { CodeView } from './views/code-view'
import { PlainView } from './views/plain-view'
import { SessionView } from './views/session-view'

/** What is shown for each phase. */
const Phases = () => {
  const { t } = useTranslation('customerPage')
  const phase = useStore(customerStore, (state) => state.phase)
  switch (phase.is) {
    case 'noHttps':
      return (
        <PlainView title={t('noHttps.title')}>
          <p>{t('noHttps.text')}</p>
          <p>{t('noHttps.how')}</p>
        </PlainView>
      )
    case 'joining':
      return phase.isReturning ? <PlainView title={t('returning')} isBusy /> : <CodeView refusal={null} isBusy />
    case 'code':
      return <CodeView refusal={phase.refusal} />
    case 'asked':
      return <AskedView view={phase.view} />
    case 'on':
      return <SessionView view={phase.view} />
    case 'elsewhere':
      return (
        <PlainView title={t('elsewhere.title')}>
          <p>{t('elsewhere.text')}</p>
        </PlainView>
      )
    case 'over':
      return (
        <PlainView title={t('end.title')} hasNewCode>
          <p>{t(`end.${phase.end ?? 'unknown'}`)}</p>
          {phase.end !== 'refused' && <p>{t('end.stopped')}</p>}
          <p>{t('end.close')}</p>
        </PlainView>
      )
  }
}

const Fault = () => {
  const { t } = useTranslation('customerPage')
  return (
    <PlainView title={t('fault.title')}>
      <p>{t('fault.text')}</p>
      <Button
        variant="primary"
        onClick={() => {
          location.reload()
        }}
      >
        {t('fault.reload')}
      </Button>
    </PlainView>
  )
}

/** A page that cannot show that it shares does not share. */
class StopOnFault extends Component<{ children: ReactNode }, { isFaulty: boolean }> {
  override state = { isFaulty: false }
  static getDerivedStateFromError(): { isFaulty: boolean } {
    return { isFaulty: true }
  }
  override componentDidCatch(): void {
    stopAll()
  }
  override render(): ReactNode {
    return this.state.isFaulty ? <Fault /> : this.props.children
  }
}

/** The customer's page. */
export const App = () => {
  const { t } = useTranslation('customerPage')
  const isShown = useStore(customerStore, (state) => situationOf(state).says === 'shown')
  useEffect(() => {
    document.title = t(isShown ? 'titleOn' : 'title')
  }, [t, isShown])
  return (
    <StopOnFault>
      <Phases />
    </StopOnFault>
  )
}
