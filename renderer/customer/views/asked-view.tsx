import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RemoteView } from '#shared/protocol/remote'
import { Banner } from '../../shared/ui/banner'
import { Button } from '../../shared/ui/button'
import { Card, KeyValueList, Section } from '../../shared/ui/card'
import { allow, refuse } from '../session/customer-session'
import { customerStore } from '../session/customer-store'
import { Chat } from './chat'
import { FailureNotice } from './notices'
import { Frame } from './frame'
import styles from './parts.module.css'
import { RightsList } from './rights-list'

/** Who asks, and what is allowed. Nothing is allowed by itself: each switch begins off. */
export const AskedView = ({ view }: { view: RemoteView }) => {
  const { t } = useTranslation('customerPage')
  const chosen = useStore(customerStore, (state) => state.chosen)
  const canCapture = useStore(customerStore, (state) => state.canCapture)
  const [isBusy, setBusy] = useState(false)
  const doing = (work: Promise<unknown>): void => {
    setBusy(true)
    void work.finally(() => {
      setBusy(false)
    })
  }
  return (
    <Frame title={t('asked.title', { agent: view.agentName })} isPrivacyOpen>
      <Card>
        <div className={styles.column}>
          <KeyValueList
            items={[
              { label: t('asked.agent'), value: view.agentName },
              { label: t('asked.organisation'), value: view.organisationName },
              { label: t('asked.ticket'), value: view.ticketNumber ?? t('asked.noTicket') },
            ]}
          />
          <p>{t('asked.askBack')}</p>
        </div>
      </Card>
      <Banner tone="warning">{t('asked.backup')}</Banner>
      <Section title={t('asked.rights')} level={2}>
        <p className={styles.quiet}>{t('asked.rightsText')}</p>
        <Card>
          <RightsList
            rights={chosen}
            canCapture={canCapture}
            onSwitch={(right, isOn) => {
              const others = chosen.filter((each) => each !== right)
              customerStore.setState({ chosen: isOn ? [...others, right] : others })
            }}
          />
        </Card>
      </Section>
      <FailureNotice />
      <div className={styles.answers}>
        <Button
          variant="primary"
          busy={isBusy}
          disabled={chosen.length === 0}
          onClick={() => {
            doing(allow())
          }}
        >
          {t(chosen.includes('screen') ? 'asked.allowScreen' : 'asked.allow')}
        </Button>
        <Button
          onClick={() => {
            doing(refuse())
          }}
        >
          {t('asked.refuse')}
        </Button>
      </div>
      {chosen.length === 0 && <p className={styles.quiet}>{t('asked.needOne')}</p>}
      <Chat />
    </Frame>
  )
}
