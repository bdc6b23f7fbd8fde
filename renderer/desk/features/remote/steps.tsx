import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteView } from '#shared/protocol/remote'
import { Badge, Button, Section, TextField } from '../../../shared/ui'
import { act, useRemote, writeRemote } from './remote-store'
import styles from './remote.module.css'

/** As long as a step may be. */
const maxStep = 500

/** What is done one after the other; both sides tick it off. */
export const Steps = ({ view, isOn }: { view: RemoteView; isOn: boolean }) => {
  const { t } = useTranslation('remote')
  const draft = useRemote((state) => state.stepDraft)
  const [wantsChange, setWantsChange] = useState(false)
  const mayChange = view.rights.includes('settings')
  const text = draft.trim()
  const add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (text === '') return
    const isAdded = await act({
      act: 'addStep',
      stepId: crypto.randomUUID(),
      text,
      isChange: wantsChange && mayChange,
    })
    if (!isAdded) return
    writeRemote({ stepDraft: '' })
    setWantsChange(false)
  }
  return (
    <Section title={t('steps.title')}>
      {view.steps.length === 0 && <p className={styles.secondary}>{t('steps.empty')}</p>}
      <ol className={styles.steps}>
        {view.steps.map((step) => (
          <li key={step.id}>
            <label className={styles.step}>
              <input
                type="checkbox"
                checked={step.isDone}
                disabled={!isOn}
                onChange={() => void act({ act: 'tickStep', stepId: step.id, isDone: !step.isDone })}
              />
              <span>{step.text}</span>
              {step.isChange && <Badge tone="warning">{t('steps.change')}</Badge>}
            </label>
          </li>
        ))}
      </ol>
      <form className={styles.compose} onSubmit={(event) => void add(event)}>
        <TextField
          label={t('steps.label')}
          isLabelHidden
          placeholder={t('steps.placeholder')}
          value={draft}
          maxLength={maxStep}
          disabled={!isOn}
          onValue={(stepDraft) => {
            writeRemote({ stepDraft })
          }}
        />
        <Button size="sm" type="submit" disabled={!isOn || text === ''}>
          {t('steps.add')}
        </Button>
      </form>
      {mayChange && (
        <label className={styles.step}>
          <input
            type="checkbox"
            checked={wantsChange}
            onChange={(event) => {
              setWantsChange(event.target.checked)
            }}
          />
          {t('steps.isChange')}
        </label>
      )}
    </Section>
  )
}
