import { useTranslation } from 'react-i18next'
import type { AttentionItem, OutboxItem } from '#shared/ipc/replica-views'
import { goToPlace, type Place } from '../../navigation/place-store'
import { LinkButton } from '../../../shared/ui'
import styles from './sync.module.css'

type Item = Pick<AttentionItem | OutboxItem, 'noun' | 'entityId' | 'title' | 'number' | 'args'>

const placeOf = ({ noun, entityId, title }: Item): Place | null =>
  title !== null && (noun === 'ticket' || noun === 'customer' || noun === 'article')
    ? { kind: noun, id: entityId }
    : null

/** What an act was about, by its number and name; it leads there where the desk has it. */
export const ObjectName = ({ item }: { item: Item }) => {
  const { t } = useTranslation('sync')
  const place = placeOf(item)
  const written = typeof item.args.subject === 'string' ? item.args.subject : null
  const title = item.title ?? written ?? (item.noun === 'ticket' || item.noun === 'customer' ? t('notHere') : null)
  if (title === null) return null
  const words = (
    <>
      {item.number !== null && <span className="figures">{item.number}</span>} {title}
    </>
  )
  if (place === null) return <p className={styles.object}>{words}</p>
  return (
    <LinkButton
      className={styles.object}
      title={title}
      onClick={() => {
        void goToPlace(place)
      }}
    >
      {words}
    </LinkButton>
  )
}
