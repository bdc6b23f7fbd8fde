import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestState } from '#shared/domain/agent'
import { dispositions } from '#shared/domain/call'
import { maxRemark } from '#shared/domain/limits'
import { ownPhase } from '#shared/domain/call-desk'
import type { CallView } from '#shared/ipc/replica-views'
import { Button, Kbd, SelectField, TextArea, toast } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goBack } from '../../navigation/place-store'
import { choosableReasons } from '../agent'
import { usePerson } from '../session'
import { useWrap, writeWrap } from './call-store'
import styles from './call.module.css'

/** The value of a choice: `ready`, or the reason of being not ready. */
const restKey = (rest: RestState): string => (rest.state === 'notReady' ? rest.reason : 'ready')

const restOf = (key: string): RestState => {
  const reason = choosableReasons.find((each) => each === key)
  return reason === undefined ? { state: 'ready' } : { state: 'notReady', reason }
}

/** What the wrap-up proposes. `disconnected` was set while the desk was away; a person who wraps up here is back. */
export const proposedNext = (next: RestState): string => restKey(restOf(restKey(next)))

/** 小结: how the call ended for the caller. Finishing it ends after-call work. */
export const WrapUp = ({ view: { call } }: { view: CallView }) => {
  const { t } = useTranslation('call')
  const { disposition, note, next } = useWrap(call.id)
  const person = usePerson()
  const agent = useReplicaQuery('agent.read', null).data?.agent ?? null
  const nextKey = next ?? (agent === null ? 'ready' : proposedNext(agent.next))
  const [isTried, setIsTried] = useState(false)
  // A call that was handed on goes on; this person's part of it is over.
  const isEnded = call.phase === 'ended' || ownPhase(call, person?.id ?? null) === 'wrapUp'
  const finish = async (): Promise<void> => {
    setIsTried(true)
    if (disposition === null || !isEnded) return
    const disposed = await issue('call.dispose', { callId: call.id, disposition, note })
    if (!disposed.ok) return
    // Finishing leads to the state chosen before; one chosen only here follows it.
    if (person !== null && agent !== null && nextKey !== restKey(agent.next))
      void issue('agent.setState', { personId: person.id, rest: restOf(nextKey) })
    toast({ tone: 'success', text: t('wrap.done') })
    goBack()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void finish()
      return
    }
    const chosen = dispositions[Number(event.key) - 1]
    if (chosen === undefined || event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.altKey) return
    event.preventDefault()
    writeWrap(call.id, { disposition: chosen })
    event.currentTarget.querySelector<HTMLElement>(`[value=${chosen}]`)?.focus()
  }
  return (
    <form
      className={styles.wrap}
      aria-label={t('wrap.title')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void finish()
      }}
    >
      <fieldset className={styles.choice}>
        <legend>{t('wrap.disposition')}</legend>
        <div className={styles.dispositions}>
          {dispositions.map((each, index) => (
            <label key={each} className={styles.disposition}>
              <input
                type="radio"
                name={`disposition ${call.id}`}
                value={each}
                checked={disposition === each}
                data-first={disposition === each || (disposition === null && index === 0) ? '' : undefined}
                onChange={() => {
                  writeWrap(call.id, { disposition: each })
                }}
              />
              <Kbd keys={String(index + 1)} /> {t(`disposition.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        label={t('wrap.note')}
        placeholder={t('wrap.notePlaceholder')}
        value={note}
        onValue={(text) => {
          writeWrap(call.id, { note: text })
        }}
        rows={3}
        maxLength={maxRemark}
      />
      <SelectField
        label={t('wrap.next')}
        value={nextKey}
        onValue={(value) => {
          writeWrap(call.id, { next: value })
        }}
        options={[
          { value: 'ready', label: t('wrap.ready') },
          ...choosableReasons.map((reason) => ({ value: reason, label: t(`notReady.${reason}`) })),
        ]}
      />
      <p role="status" className={styles.warn}>
        {!isEnded ? t('wrap.notEnded') : isTried && disposition === null ? t('wrap.needed') : ''}
      </p>
      <div className={styles.actions}>
        <span className={styles.none}>{t('wrap.hint')}</span>
        <Button type="submit" variant="primary" shortcut="Ctrl+Enter" disabled={!isEnded || disposition === null}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
