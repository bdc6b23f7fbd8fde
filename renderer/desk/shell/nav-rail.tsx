import { CircleHelp, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AvailableOfflineButton } from '../features/available-offline'
import { PracticeMenu } from '../features/practice'
import { PersonMenu, usePerson } from '../features/session'
import { openSettings } from '../features/settings'
import { openShortcuts } from '../features/shortcuts'
import { IconButton, RailButton, Tooltip } from '../../shared/ui'
import { keysOf } from '../navigation/key-table'
import { goToView } from '../navigation/view-entry'
import { useViewEntry, viewsFor } from './views'
import styles from './nav-rail.module.css'

/** The views at the left edge, with settings, help and the person below them. */
export const NavRail = () => {
  const { t } = useTranslation('shell')
  const current = useViewEntry().id
  return (
    <nav aria-label={t('nav.label')} className={styles.rail}>
      <ul className={styles.views}>
        {viewsFor(usePerson()).map((entry) => {
          const { id, keys, icon: Icon, labelKey, hintKey } = entry
          return (
            <li key={id}>
              <Tooltip text={t(hintKey)} shortcut={keys} side="right">
                <RailButton
                  icon={<Icon size={20} aria-hidden />}
                  aria-current={id === current ? 'page' : undefined}
                  onClick={() => {
                    goToView(entry)
                  }}
                >
                  {t(labelKey)}
                </RailButton>
              </Tooltip>
            </li>
          )
        })}
      </ul>
      <div className={styles.foot}>
        <PracticeMenu />
        <AvailableOfflineButton />
        <IconButton
          label={t('keys.title')}
          shortcut={keysOf('shortcuts')}
          icon={<CircleHelp size={18} aria-hidden />}
          onClick={openShortcuts}
        />
        <IconButton
          label={t('settings')}
          shortcut={keysOf('settings')}
          icon={<Settings size={18} aria-hidden />}
          onClick={openSettings}
        />
        <PersonMenu />
      </div>
    </nav>
  )
}
