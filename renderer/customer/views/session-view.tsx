import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { RemoteView } from '#shared/protocol/remote'
import { Card, Section } from '../../shared/ui/card'
import { setRight } from '../session/customer-session'
import { customerStore } from '../session/customer-store'
import { Chat } from './chat'
import { Frame } from './frame'
import { Notices } from './notices'
import { RightsList } from './rights-list'
import { SessionBar } from './session-bar'
import styles from './session-view.module.css'
import { SharedPicture } from './shared-picture'
import { Steps } from './steps'

/** While it lasts: what is shown, what to do, what is written, what is allowed. */
export const SessionView = ({ view }: { view: RemoteView }) => {
  const { t } = useTranslation('customerPage')
  const canCapture = useStore(customerStore, (state) => state.canCapture)
  const wished = useStore(customerStore, (state) => state.wished)
  return (
    <Frame title={t('title')} bar={<SessionBar view={view} />} isWide>
      <Notices />
      <div className={styles.columns}>
        <div className={styles.column}>
          <SharedPicture />
          <Steps steps={view.steps} />
        </div>
        <div className={styles.column}>
          <Chat />
          <Section title={t('rights.title')} level={2}>
            <Card>
              <RightsList
                rights={wished ?? view.rights}
                canCapture={canCapture}
                onSwitch={(right, isOn) => void setRight(right, isOn)}
              />
            </Card>
          </Section>
        </div>
      </div>
    </Frame>
  )
}
