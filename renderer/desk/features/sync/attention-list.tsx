import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button, FailureText, RelativeTime } from '../../../shared/ui'
import { attentionStore, groupAttention, openConflict, useCommandWords, type AttentionGroup } from '../conflict'
import { ObjectName } from './object-name'
import { closePanel } from './panel-store'
import styles from './sync.module.css'

const Attention = ({ group: { item, items } }: { group: AttentionGroup }) => {
  const { t } = useTranslation('sync')
  const { actWord } = useCommandWords()
  // Several edits of one ticket are shown as one.
  const acts = actWord({
    name: item.name,
    args: {
      ...item.args,
      ...(items.length > 1
        ? { changes: Object.assign({}, ...items.map(({ args }) => args.changes).reverse()) as object }
        : {}),
    },
  })
  return (
    <li className={styles.attention}>
      <div className={styles.lineWords}>
        <p className={styles.act}>
          <strong>{acts}</strong>
          <span className={styles.time}>
            <RelativeTime at={item.actedAt} />
          </span>
        </p>
        <ObjectName item={item} />
        <p className={styles.why}>
          {items.length > 1 ? t('contestedFields', { count: items.length }) : <FailureText failure={item.failure} />}
        </p>
      </div>
      <Button
        size="sm"
        onClick={() => {
          closePanel()
          openConflict(items.map(({ commandId }) => commandId))
        }}
      >
        {t('handle')}
        <span className="visually-hidden">
          {t('colon')}
          {acts} {item.title}
        </span>
      </Button>
    </li>
  )
}

/** 需要处理: what the server refused, each with its own screen. */
export const AttentionList = () => {
  const { t } = useTranslation('sync')
  const groups = groupAttention(useStore(attentionStore, (state) => state.attention))
  if (groups.length === 0) return null
  return (
    <section aria-label={t('attentionTitle')} className={styles.section}>
      <h2>
        {t('attentionTitle')} <span className={styles.count}>{groups.length}</span>
      </h2>
      <ul className={styles.list}>
        {groups.map((group) => (
          <Attention key={group.item.commandId} group={group} />
        ))}
      </ul>
    </section>
  )
}
