import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { RemoteView } from '#shared/protocol/remote'
import { Badge } from '../../shared/ui/badge'
import { Card, Section } from '../../shared/ui/card'
import { tick } from '../session/customer-session'
import styles from './steps.module.css'

const Step = ({ step }: { step: RemoteView['steps'][number] }) => {
  const { t } = useTranslation('customerPage')
  const id = useId()
  return (
    <li className={styles.step}>
      <input
        id={id}
        type="checkbox"
        checked={step.isDone}
        onChange={(event) => void tick(step.id, event.target.checked)}
      />
      <label htmlFor={id} className={step.isDone ? styles.done : undefined}>
        {step.text} {step.isChange && <Badge tone="warning">{t('steps.change')}</Badge>}
      </label>
    </li>
  )
}

/** What to do, one after another; ticked off here or by the agent. */
export const Steps = ({ steps }: Pick<RemoteView, 'steps'>) => {
  const { t } = useTranslation('customerPage')
  return (
    <Section title={t('steps.title')} level={2}>
      <Card>
        {steps.length === 0 ? (
          <p className={styles.none}>{t('steps.none')}</p>
        ) : (
          <ol>
            {steps.map((step) => (
              <Step key={step.id} step={step} />
            ))}
          </ol>
        )}
      </Card>
    </Section>
  )
}
