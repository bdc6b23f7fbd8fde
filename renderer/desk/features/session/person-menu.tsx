import { useTranslation } from 'react-i18next'
import { LogOut } from 'lucide-react'
import { Menu } from '../../../shared/ui'
import { signOut, usePerson } from './session-store'
import styles from './person-menu.module.css'

/** Who is signed in, and the way out. */
export const PersonMenu = () => {
  const { t } = useTranslation('session')
  const person = usePerson()
  if (person === null) return null
  const role = t(`common:role.${person.role}`)
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button
          type="button"
          className={styles.person}
          aria-label={t('personMenu', { name: person.name })}
          title={person.name}
        >
          {[...person.name].at(0)}
        </button>
      }
      items={[
        {
          kind: 'label',
          key: 'who',
          label: (
            <>
              {person.name} · {role}
              {person.extension === null ? '' : ` · ${t('extension', { extension: person.extension })}`}
            </>
          ),
        },
        { kind: 'separator', key: 'line' },
        {
          key: 'out',
          label: t('signOut'),
          hint: t('signOutHint'),
          icon: <LogOut size={16} aria-hidden />,
          onSelect: () => {
            void signOut()
          },
        },
      ]}
    />
  )
}
