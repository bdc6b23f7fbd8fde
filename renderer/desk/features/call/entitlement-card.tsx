import { useTranslation } from 'react-i18next'
import { Check, MessageCircleMore, ShieldAlert, ShieldCheck, ShieldX, X } from 'lucide-react'
import type { CallView } from '#shared/ipc/replica-views'
import { classNames, dateOnly } from '../../../shared/ui'
import type { CallCard, TopicId } from './call-card'
import styles from './call.module.css'

const icons = { good: ShieldCheck, caution: ShieldAlert, stop: ShieldX }
/** How many rules each topic has in the i18n files. */
const ruleKeys = {
  codeQuestion: ['1', '2', '3', '4'],
  complaint: ['1', '2', '3'],
  purchase: ['1', '2'],
} as const satisfies Record<TopicId, readonly string[]>

const Say = ({ children }: { children: string }) => {
  const { t } = useTranslation('call')
  return (
    <blockquote className={styles.say}>
      <MessageCircleMore size={16} aria-hidden />
      <p>
        <span className={styles.label}>{t('pane.say')}</span> {children}
      </p>
    </blockquote>
  )
}

/** The caller's topic, where the menu named it: its rules and the sentence to say. */
export const TopicCard = ({ topic }: { topic: TopicId }) => {
  const { t } = useTranslation('call')
  return (
    <section className={classNames(styles.card, styles.topic)} aria-label={t(`topic.${topic}.title`)}>
      <h3 className={styles.cardTitle}>{t(`topic.${topic}.title`)}</h3>
      <p>{t(`topic.${topic}.means`)}</p>
      <ul className={styles.rules}>
        {ruleKeys[topic].map((rule) => (
          <li key={rule}>{t(`topic.${topic}.rules.${rule}`)}</li>
        ))}
      </ul>
      <Say>{t(`topic.${topic}.say`)}</Say>
    </section>
  )
}

/** Who the caller is to us, in plain words: what that allows, what it forbids, what to say. */
export const EntitlementCard = ({ card, view }: { card: CallCard; view: CallView }) => {
  const { t } = useTranslation('call')
  const Icon = icons[card.tone]
  const fill = {
    until: card.entitlement.validUntil === null ? '' : dateOnly(card.entitlement.validUntil),
    count: view.candidates.length,
  }
  return (
    <section className={classNames(styles.card, styles[card.tone])} aria-label={t(`card.${card.id}.title`, fill)}>
      <h3 className={styles.cardTitle}>
        <Icon size={18} aria-hidden />
        {t(`card.${card.id}.title`, fill)}
      </h3>
      <p>{t(`card.${card.id}.means`, fill)}</p>
      <div className={styles.may}>
        <div>
          <h4 className={styles.label}>{t('pane.may')}</h4>
          <ul>
            {card.may.map((each) => (
              <li key={each}>
                <Check size={14} aria-hidden className={styles.yes} />
                {t(`may.${each}`)}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h4 className={styles.label}>{t('pane.mayNot')}</h4>
          <ul>
            {card.mayNot.map((each) => (
              <li key={each}>
                <X size={14} aria-hidden className={styles.no} />
                {t(`mayNot.${each}`)}
              </li>
            ))}
          </ul>
        </div>
      </div>
      {card.topic === null && <Say>{t(`card.${card.id}.say`, fill)}</Say>}
    </section>
  )
}
