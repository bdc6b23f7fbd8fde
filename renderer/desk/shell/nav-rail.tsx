import { BookOpen, Building2, CircleHelp, Headset, Settings, Ticket } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CarryButton } from '../features/carry'
import { PracticeMenu } from '../features/practice'
import { PersonMenu } from '../features/session'
import { openSettings } from '../features/settings'
import { openShortcuts } from '../features/shortcuts'
import { IconButton, Tooltip } from '../../shared/ui'
import { goToView } from '../navigation/go-to-view'
import { useView, views, type View } from '../navigation/place-store'
import styles from './nav-rail.module.css'

const icons: Record<View, typeof Headset> = {
  work: Headset,
  tickets: Ticket,
  customers: Building2,
  knowledge: BookOpen,
}

/** The views at the left edge, and what one needs now and then below them. */
export const NavRail = () => {
  const { t } = useTranslation('shell')
  const current = useView()
  return (
    <nav aria-label={t('nav.label')} className={styles.rail}>
      <ul className={styles.views}>
        {views.map((view, index) => {
          const Icon = icons[view]
          return (
            <li key={view}>
              <Tooltip text={t(`nav.${view}Hint`)} shortcut={`Ctrl+${String(index + 1)}`} side="right">
                <button
                  type="button"
                  className={styles.view}
                  aria-current={view === current ? 'page' : undefined}
                  onClick={() => {
                    goToView(view)
                  }}
                >
                  <Icon size={20} aria-hidden />
                  {t(`nav.${view}`)}
                </button>
              </Tooltip>
            </li>
          )
        })}
      </ul>
      <div className={styles.foot}>
        <PracticeMenu />
        <CarryButton />
        <IconButton
          label={t('keys.title')}
          shortcut="?"
          icon={<CircleHelp size={18} aria-hidden />}
          onClick={openShortcuts}
        />
        <IconButton
          label={t('settings')}
          shortcut="Ctrl+,"
          icon={<Settings size={18} aria-hidden />}
          onClick={openSettings}
        />
        <PersonMenu />
      </div>
    </nav>
  )
}
