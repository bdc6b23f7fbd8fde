import { useEffect, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { TypedChoice } from '../../../shared/ui'
import type { AttachDraft } from './ticket-store'
import styles from './ticket.module.css'

type Found = NonNullable<AttachDraft['customer']>
type Props = {
  text: string
  error: string | null
  ref: Ref<HTMLInputElement>
  onText: (text: string) => void
  onChoose: (customer: Found) => void
}

/** More than anyone reads; a longer name narrows it. */
const maxFound = 50
/** A name is typed in bursts; each burst is asked once. */
const burstMs = 120

const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(setSettled, burstMs, text)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return text === '' ? '' : settled
}

/** Customers by name, which are asked of the replica. */
export const CustomerChoice = ({ text, error, ref, onText, onChoose }: Props) => {
  const { t } = useTranslation('ticket')
  const wanted = text.trim()
  const asked = useSettled(wanted)
  const query = useReplicaQuery('customer.find', asked === '' ? undefined : { text: asked, limit: maxFound })
  // What is shown while the next answer is on its way belongs to the words before.
  const isSettled = asked === wanted && (asked === '' || (query.phase === 'ready' && !query.isStale))
  return (
    <TypedChoice
      ref={ref}
      label={t('attach.search')}
      placeholder={t('attach.placeholder')}
      resultsLabel={t('attach.results')}
      text={text}
      error={error}
      found={asked === '' ? [] : (query.data ?? [])}
      keyOf={({ id }) => id}
      isReady={isSettled}
      hint={wanted === '' ? t('attach.hint') : undefined}
      empty={{ title: t('attach.empty'), text: t('attach.emptyHint') }}
      onFocus={(event) => {
        event.currentTarget.select()
      }}
      onText={onText}
      onChoose={onChoose}
      renderRow={({ name, region }) => (
        <>
          <span className={styles.rowSubject} title={name}>
            {name}
          </span>
          <span className={styles.none}>{region}</span>
        </>
      )}
    />
  )
}
