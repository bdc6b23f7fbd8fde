import { useTranslation } from 'react-i18next'
import type { ArticleId, CallId, CustomerId, TicketId } from '#shared/ids'
import { CallPop } from '../features/call'
import { CustomerPane } from '../features/customer'
import { ArticlePane } from '../features/knowledge'
import { TicketPane } from '../features/ticket'
import { EmptyState, Kbd } from '../../shared/ui'
import { usePlace } from '../navigation/place-store'
import { useViewEntry } from './views'

/** What the person works on now. */
export const CaseColumn = () => {
  const { t } = useTranslation('shell')
  const place = usePlace()
  const { icon: Icon, titleKey, textKey } = useViewEntry().empty
  switch (place.kind) {
    case 'call':
      return <CallPop key={place.id} callId={place.id as CallId} />
    case 'ticket':
      return <TicketPane key={place.id} ticketId={place.id as TicketId} />
    case 'customer':
      return <CustomerPane key={place.id} customerId={place.id as CustomerId} />
    case 'article':
      return <ArticlePane key={place.id} articleId={place.id as ArticleId} />
    case 'none':
      return (
        <EmptyState icon={<Icon size={32} />} title={t(titleKey)}>
          <p>{t(textKey)}</p>
          <p>
            <Kbd keys="Ctrl+K" /> {t('empty.find')} <Kbd keys="?" /> {t('empty.keys')}
          </p>
        </EmptyState>
      )
  }
}
