import { useTranslation } from 'react-i18next'
import type { OrganisationId } from '#shared/ids'
import type { OrderCandidate } from '#shared/ipc/order-views'
import { Badge, classNames } from '../../../shared/ui'
import styles from './order.module.css'

/** What speaks for an organisation, and its figures. */
const Reasons = ({ candidate }: { candidate: OrderCandidate }) => {
  const { t } = useTranslation('order')
  const { organisation, isOwn, isRegion, consultants, liveOrders, refusals, contactsMissed } = candidate
  const state = organisation.state ?? 'active'
  return (
    <>
      <span className={styles.reasons}>
        {isOwn && <Badge tone="success">{t('candidate.own')}</Badge>}
        {isRegion && <Badge tone="info">{t('candidate.region')}</Badge>}
        {state !== 'active' && <Badge tone="warning">{t(`organisationState.${state}`)}</Badge>}
      </span>
      <span className={styles.figures}>
        {t('candidate.load', { consultants, orders: liveOrders })}
        {refusals > 0 && ` · ${t('candidate.refusals', { count: refusals })}`}
        {contactsMissed > 0 && ` · ${t('candidate.missed', { count: contactsMissed })}`}
      </span>
    </>
  )
}

type Props = {
  candidates: readonly OrderCandidate[]
  chosen: OrganisationId | null
  onChoose: (id: OrganisationId) => void
  error: string | null
}

/** The organisations that may be asked, the fittest first, each with its reasons; a closed one cannot be chosen. */
export const CandidateList = ({ candidates, chosen, onChoose, error }: Props) => {
  const { t } = useTranslation('order')
  return (
    <fieldset className={styles.candidates} aria-describedby={error === null ? undefined : 'order-candidates-error'}>
      <legend className={styles.legend}>
        {t('dispatch.organisation')} <span aria-hidden>*</span>
      </legend>
      <div className={styles.choices}>
        {candidates.map((candidate) => {
          const { organisation } = candidate
          const isActive = (organisation.state ?? 'active') === 'active'
          return (
            <label
              key={organisation.id}
              className={classNames(styles.choice, organisation.id === chosen && styles.chosen)}
            >
              <input
                type="radio"
                name="organisation"
                checked={organisation.id === chosen}
                disabled={!isActive}
                aria-invalid={error === null ? undefined : true}
                onChange={() => {
                  onChoose(organisation.id)
                }}
              />
              <span className={styles.organisation} title={organisation.name}>
                {organisation.name}
              </span>
              <Reasons candidate={candidate} />
            </label>
          )
        })}
      </div>
      {error !== null && (
        <p id="order-candidates-error" role="alert" className={styles.fault}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
