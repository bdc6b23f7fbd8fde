import { useEffect } from 'react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { AgentMenu, LineBar } from '../features/agent'
import { followFiles } from '../features/attachment'
import { CallStrip } from '../features/call'
import { AvailableOfflineDialog } from '../features/available-offline'
import { Palette } from '../features/palette'
import { followRemote, RemoteNotice } from '../features/remote'
import { followOrders } from '../features/order'
import { followWatch } from '../features/remote-watch'
import { ShortcutsDialog } from '../features/shortcuts'
import { startSync, SyncMenu } from '../features/sync'
import { followGiven } from '../features/ticket'
import { IconButton } from '../../shared/ui'
import { DeskColumns } from './desk-columns'
import { HolidaysNotice } from './holidays-notice'
import { NavRail } from './nav-rail'
import { followPlaceRequests, forgetPlaces, goBack, placeStore } from '../navigation/place-store'
import { overDeskId } from '../navigation/over-desk'
import { useReady } from '../navigation/ready'
import { useDeskKeys } from './use-desk-keys'
import styles from './desk-screen.module.css'

/** The desk: rail, strip, columns. */
export const DeskScreen = () => {
  const { t } = useTranslation('shell')
  const canGoBack = useStore(placeStore, (state) => state.back.length > 0 || state.isKnowledgeOpen)
  useReady('desk')
  useDeskKeys()
  useEffect(startSync, [])
  useEffect(followFiles, [])
  useEffect(followRemote, [])
  useEffect(followWatch, [])
  useEffect(followGiven, [])
  useEffect(followOrders, [])
  useEffect(followPlaceRequests, [])
  useEffect(() => forgetPlaces, [])
  return (
    <div className={styles.desk}>
      <NavRail />
      <section className={styles.strip} aria-label={t('strip')}>
        <IconButton
          label={t('back')}
          shortcut="Alt+ArrowLeft"
          icon={<ArrowLeft size={18} aria-hidden />}
          disabled={!canGoBack}
          onClick={goBack}
        />
        <div className={styles.call}>
          <CallStrip />
        </div>
        <AgentMenu />
        <SyncMenu />
      </section>
      <div className={styles.main}>
        <LineBar />
        <RemoteNotice />
        <HolidaysNotice />
        <DeskColumns />
      </div>
      <div id={overDeskId} className={styles.over} />
      <Palette />
      <AvailableOfflineDialog />
      <ShortcutsDialog />
    </div>
  )
}
