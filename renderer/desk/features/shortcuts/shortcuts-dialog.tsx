import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Dialog, Kbd, Section } from '../../../shared/ui'
import { createPersonStore } from '../../bridge/person-store'
import { keyScopes } from '../../navigation/key-table'
import { keyStore } from '../../navigation/keys'
import styles from './shortcuts-dialog.module.css'

const shortcutsStore = createPersonStore<{ phase: 'closed' | 'open' }>(() => ({ phase: 'closed' }))

export const openShortcuts = (): void => {
  shortcutsStore.setState({ phase: 'open' })
}
const closeShortcuts = (): void => {
  shortcutsStore.setState({ phase: 'closed' })
}

/** Every key that works now, from the one registry, and those that lists always have. */
export const ShortcutsDialog = () => {
  const { t } = useTranslation('shell')
  const isOpen = useStore(shortcutsStore, (state) => state.phase === 'open')
  const entries = useStore(keyStore, (state) => state.entries)
  const fixed = [
    { id: 'lists', keys: 'ArrowUp ArrowDown', label: t('keys.lists') },
    { id: 'ends', keys: 'Home End', label: t('keys.ends') },
    { id: 'open', keys: 'Enter', label: t('keys.open') },
  ]
  return (
    <Dialog isOpen={isOpen} onClose={closeShortcuts} title={t('keys.title')} size="lg" isReading>
      <div className={styles.groups}>
        {keyScopes.map((scope) => {
          const rows = entries
            .filter((entry) => entry.scope === scope)
            .map(({ id, keys, label }) => ({ id, keys, label: label() }))
          const shown = scope === 'general' ? [...rows, ...fixed] : rows
          if (shown.length === 0) return null
          return (
            <Section key={scope} title={t(`keys.scope.${scope}`)}>
              <dl className={styles.rows}>
                {shown.map((row) => (
                  <div key={row.id} className={styles.row}>
                    <dt>{row.label}</dt>
                    <dd>
                      <Kbd keys={row.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </Section>
          )
        })}
      </div>
    </Dialog>
  )
}
