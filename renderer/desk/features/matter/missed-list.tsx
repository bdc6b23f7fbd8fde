import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Matter } from '#shared/ipc/matter'
import { Badge, Button, RelativeTime } from '../../../shared/ui'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { useKey } from '../../navigation/keys'
import { goToPlace } from '../../navigation/place-store'
import { matterAbout, matterTitle } from './matter-words'
import { dismissMissed, missedStore } from './missed-store'
import styles from './missed-list.module.css'

const Row = ({ matter }: { matter: Matter }) => {
  const { t, i18n } = useTranslation('matter')
  const title = matterTitle(matter, (key, values) => i18n.t(key, values))
  const about = matterAbout(matter)
  return (
    <li>
      <button
        type="button"
        className={styles.matter}
        onClick={() => {
          void goToPlace(matter.place)
        }}
      >
        <span className={styles.title}>{title}</span>
        <span className={styles.about} title={about}>
          {about}
        </span>
        {matter.isWaiting && <Badge tone="warning">{t('missed.waiting')}</Badge>}
        <RelativeTime at={matter.at} />
      </button>
    </li>
  )
}

/** What concerns the person of what happened since their last connection; nothing where nothing did. */
export const MissedList = () => {
  const { t } = useTranslation('matter')
  const { away, until } = useStore(missedStore)
  const box = useRef<HTMLElement>(null)
  const asked = away === null || until === null ? undefined : { since: away.since, until }
  const missed = useReplicaQuery('matter.listMissed', asked).data
  const isShown = asked !== undefined && missed !== null && missed.matters.length > 0
  useKey(
    'matter.missed',
    () => t('missed.key'),
    () => {
      box.current?.querySelector<HTMLElement>('li button')?.focus()
      return isShown
    },
  )
  if (!isShown) return null
  return (
    <section
      ref={box}
      aria-label={t('missed.label')}
      className={styles.box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        dismissMissed()
      }}
    >
      <header className={styles.head}>
        <h2 className={styles.heading}>{t('missed.title', { count: missed.matters.length + missed.more })}</h2>
        <Button size="sm" onClick={dismissMissed}>
          {t('missed.dismiss')}
        </Button>
      </header>
      <ul className={styles.matters}>
        {missed.matters.map((matter) => (
          <Row key={matter.key} matter={matter} />
        ))}
      </ul>
      {missed.more > 0 && <p className={styles.more}>{t('missed.more', { count: missed.more })}</p>}
    </section>
  )
}
