import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { openPalette } from '../features/palette'
import { openSettings } from '../features/settings'
import { openShortcuts } from '../features/shortcuts'
import { registerKey, startKeys } from '../navigation/keys'
import { goToView } from '../navigation/go-to-view'
import { nextPane } from '../navigation/next-pane'
import { goBack, placeStore, setKnowledgeOpen, views } from '../navigation/place-store'

const done = (act: () => void) => (): undefined => {
  act()
}

/** The keys of the desk itself; features bring their own. */
export const useDeskKeys = (): void => {
  const { t } = useTranslation('shell')
  useEffect(() => {
    const stops = [
      startKeys(),
      registerKey('palette', 'Ctrl+K', () => t('palette.title'), done(openPalette)),
      ...views.map((view, index) =>
        registerKey(
          `view-${view}`,
          `Ctrl+${String(index + 1)}`,
          () => t('keys.view', { view: t(`nav.${view}`) }),
          done(() => {
            goToView(view)
          }),
        ),
      ),
      registerKey('pane', 'F6', () => t('keys.pane'), done(nextPane)),
      registerKey(
        'fold',
        'Alt+K',
        () => t('keys.fold'),
        done(() => {
          setKnowledgeOpen(!placeStore.getState().isKnowledgeOpen)
        }),
      ),
      registerKey('back', 'Alt+ArrowLeft', () => t('back'), goBack),
      registerKey('escape', 'Escape', () => t('keys.escape'), goBack),
      registerKey('settings', 'Ctrl+,', () => t('settings'), done(openSettings)),
      registerKey('shortcuts', '?', () => t('keys.title'), done(openShortcuts)),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [t])
}
