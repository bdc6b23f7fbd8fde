import { useTranslation } from 'react-i18next'
import type { EntitlementReason } from '#shared/domain/entitlement'
import { ticketKinds, type TicketKind } from '#shared/domain/ticket'
import styles from './ticket.module.css'

type Props = {
  value: TicketKind
  kinds: readonly TicketKind[]
  reason: EntitlementReason
  /** The entitlement comes from a ticket, not from a caller. */
  isOfTicket?: boolean
  /** The chosen kind is what is wrong. */
  isFaulty?: boolean
  onValue: (kind: TicketKind) => void
}

/** The four kinds; those that the entitlement does not allow are greyed, with the reason. */
export const KindChoice = ({ value, kinds, reason, isOfTicket = false, isFaulty = false, onValue }: Props) => {
  const { t } = useTranslation(['ticket', 'common'])
  const isLimited = kinds.length < ticketKinds.length
  return (
    <fieldset className={styles.choice}>
      <legend>{t('field.kind')}</legend>
      <div className={styles.choices}>
        {ticketKinds.map((kind) => (
          <label key={kind} className={styles.option} data-off={!kinds.includes(kind) || undefined}>
            <input
              type="radio"
              name="ticket-kind"
              value={kind}
              checked={value === kind}
              data-fault={isFaulty && value === kind ? '' : undefined}
              disabled={!kinds.includes(kind)}
              onChange={() => {
                onValue(kind)
              }}
            />
            {t(`common:ticketKind.${kind}`)}
          </label>
        ))}
      </div>
      {isLimited && reason !== 'verified' && (
        <p className={styles.none}>
          {t(isOfTicket && reason === 'noCode' ? 'whyNot.notProved' : `whyNot.${reason}`)}
          {t('create.stop')}
          {t(isOfTicket ? 'after.kindHint' : 'create.kindHint')}
        </p>
      )}
    </fieldset>
  )
}
