import { useEffect } from 'react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { AgentMenu, LineBar } from '../features/agent'
import { followFiles } from '../features/attachment'
import { CallStrip } from '../features/call'
import { AvailableOfflineDialog } from '../features/available-offline'
import { followMatters, MissedList } from '../features/matter'
import { Palette } from '../features/palette'
import { followRemote, RemoteNotice } from '../features/remote'
import { followWatch } from '../features/remote-watch'
import { ShortcutsDialog } from '../features/shortcuts'
import { startSync, SyncMenu } from '../features/sync'
import { IconButton } from '../../shared/ui'
import { DeskColumns } from './desk-columns'
import { HolidaysNotice } from './holidays-notice'
import { NavRail } from './nav-rail'
import { keysOf } from '../navigation/key-table'
import { followPlaceRequests, forgetPlaces, goBack, placeStore, reportPlace } from '../navigation/place-store'
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
  useEffect(followMatters, [])
  useEffect(reportPlace, [])
  useEffect(followPlaceRequests, [])
  useEffect(() => forgetPlaces, [])
  return (
    <div className={styles.desk}>
      <NavRail />
      <section className={styles.strip} aria-label={t('strip')}>
        <IconButton
          label={t('back')}
          shortcut={keysOf('back')}
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
        <MissedList />
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
