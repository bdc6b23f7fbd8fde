import { useTranslation } from 'react-i18next'
import type { CustomerId } from '#shared/ids'
import type { CallView } from '#shared/ipc/replica-views'
import { issue } from '../../bridge/issue'
import { Badge, Button, Section } from '../../../shared/ui'
import styles from './call.module.css'

/** The customers that the number matches: a list to ask about, never proof. */
export const Candidates = ({ view, isReadOnly }: { view: CallView; isReadOnly: boolean }) => {
  const { t } = useTranslation('call')
  const { call, candidates } = view
  return (
    <Section title={t('pane.candidates')} count={candidates.length}>
      <p className={styles.none}>{t('pane.candidatesHint')}</p>
      <ul className={styles.rows}>
        {candidates.map((candidate) => (
          <li key={`${candidate.customerId} ${candidate.contactName}`} className={styles.candidate}>
            <span className={styles.name} title={candidate.customerName}>
              {candidate.customerName}
            </span>
            <span className={styles.none}>
              {candidate.region} · {candidate.contactName}
            </span>
            {call.chosenCustomerId === candidate.customerId ? (
              <Badge tone="info">{t('pane.chosen')}</Badge>
            ) : (
              !isReadOnly && (
                <Button
                  size="sm"
                  aria-label={`${t('action.choose')} ${candidate.customerName}`}
                  onClick={() => {
                    void issue('call.chooseCustomer', {
                      callId: call.id,
                      customerId: candidate.customerId as CustomerId,
                    })
                  }}
                >
                  {t('action.choose')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
