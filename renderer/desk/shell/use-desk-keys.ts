import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { openPalette } from '../features/palette'
import { usePerson } from '../features/session'
import { openSettings } from '../features/settings'
import { openShortcuts } from '../features/shortcuts'
import { registerEntry, registerKey, startKeys } from '../navigation/keys'
import { goBack, placeStore, setKnowledgeOpen } from '../navigation/place-store'
import { goToView } from '../navigation/view-entry'
import { viewsFor } from './views'

const firstStop =
  'input:not([type=hidden]), textarea, select, [role=listbox], [role=tab][data-state=active], button:not(:disabled)'

/** Moves the focus to the next visible column, and from the last to the first. */
const nextPane = (): void => {
  const panes = ['page', 'list', 'case', 'knowledge'].flatMap((id) => {
    const pane = document.getElementById(id)
    return pane === null || pane.hidden ? [] : [pane]
  })
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const pane = panes[(at + 1) % panes.length]
  const stop = pane?.querySelector<HTMLElement>(firstStop)
  ;(stop ?? pane)?.focus()
}

const done = (act: () => void) => (): undefined => {
  act()
}

/** The keys of the desk itself; features bring their own. */
export const useDeskKeys = (): void => {
  const { t } = useTranslation('shell')
  const person = usePerson()
  useEffect(() => {
    const stops = [
      startKeys(),
      registerKey('palette', () => t('palette.title'), done(openPalette)),
      ...viewsFor(person).map((entry) =>
        registerEntry({
          id: `view-${entry.id}`,
          keys: entry.keys,
          scope: 'general',
          label: () => t('keys.view', { view: t(entry.labelKey) }),
          run: done(() => {
            goToView(entry)
          }),
        }),
      ),
      registerKey('pane', () => t('keys.pane'), done(nextPane)),
      registerKey(
        'fold',
        () => t('keys.fold'),
        done(() => {
          setKnowledgeOpen(!placeStore.getState().isKnowledgeOpen)
        }),
      ),
      registerKey('back', () => t('back'), goBack),
      registerKey('escape', () => t('keys.escape'), goBack),
      registerKey('settings', () => t('settings'), done(openSettings)),
      registerKey('shortcuts', () => t('keys.title'), done(openShortcuts)),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [t, person])
}
