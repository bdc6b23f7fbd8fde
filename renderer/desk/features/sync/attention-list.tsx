import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AttentionItem } from '#shared/ipc/replica-views'
import { call } from '../../bridge/client'
import { goTo, type Place } from '../../shell/place-store'
import { Button, FailureText, RelativeTime, toast, toastFailure } from '../../ui'
import { dismissAttention, syncStore } from './sync-store'
import { writtenWords } from './written-words'
import styles from './sync-menu.module.css'

/** What the refused command was about, where the desk can show it. */
const placeOf = (args: Record<string, unknown>): Place | null => {
  if (typeof args.ticketId === 'string') return { kind: 'ticket', id: args.ticketId }
  return typeof args.callId === 'string' ? { kind: 'call', id: args.callId } : null
}

const Attention = ({ item }: { item: AttentionItem }) => {
  const { t, i18n } = useTranslation('sync')
  const written = writtenWords(item.args)
  const place = placeOf(item.args)
  const fieldWord = (field: string): string => (i18n.exists(`sync:field.${field}`) ? t(`field.${field}`) : field)
  const valueWord = (field: string, text: string): string => (i18n.exists(`sync:value.${field}.${text}`) ? t(`value.${field}.${text}`) : text)
  const copy = async (): Promise<void> => {
    const text = written.map((one) => `${fieldWord(one.field)}: ${valueWord(one.field, one.text)}`).join('\n')
    const result = await call('clipboard.write', { text })
    if (result.ok) toast({ tone: 'success', text: t('common:copied') })
    else toastFailure(result.failure)
  }
  return (
    <li className={styles.attention}>
      <p className={styles.refused}>
        <strong>{i18n.exists(`sync:command.${item.name}`) ? t(`command.${item.name}`) : item.name}</strong>
        <span className={styles.secondary}><RelativeTime at={item.at} /></span>
      </p>
      <p className={styles.why}><FailureText failure={item.failure} /></p>
      {written.length > 0 && (
        <dl className={styles.written}>
          {written.map((one) => <div key={one.field}><dt>{fieldWord(one.field)}</dt><dd>{valueWord(one.field, one.text)}</dd></div>)}
        </dl>
      )}
      <div className={styles.acts}>
        {place !== null && <Button size="sm" onClick={() => { goTo(place) }}>{t(place.kind === 'ticket' ? 'openTicket' : 'openCall')}</Button>}
        {written.length > 0 && <Button size="sm" onClick={() => { void copy() }}>{t('copyWritten')}</Button>}
        <Button size="sm" variant="quiet" onClick={() => { void dismissAttention(item.commandId) }}>{t('dismiss')}</Button>
      </div>
    </li>
  )
}

/** What the server refused: what was written, why, and what to do with it. */
export const AttentionList = () => {
  const { t } = useTranslation('sync')
  const attention = useStore(syncStore, (state) => state.attention)
  if (attention.length === 0) return null
  return (
    <section aria-label={t('attentionTitle')} className={styles.section}>
      <h2>{t('attentionTitle')}</h2>
      <p className={styles.secondary}>{t('attentionText')}</p>
      <ul className={styles.list}>{attention.map((item) => <Attention key={item.commandId} item={item} />)}</ul>
    </section>
  )
}
