import { BookOpen, Headset } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ArticleId, CallId, CustomerId, TicketId } from '#shared/ids'
import { CallPop } from '../features/call'
import { CustomerPane } from '../features/customer'
import { ArticlePane } from '../features/knowledge'
import { TicketPane } from '../features/ticket'
import { EmptyState, Kbd } from '../../shared/ui'
import { usePlace, useView } from '../navigation/place-store'

/** What the person works on now. */
export const CaseColumn = () => {
  const { t } = useTranslation('shell')
  const place = usePlace()
  const isReading = useView() === 'knowledge'
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
        <EmptyState
          icon={isReading ? <BookOpen size={32} /> : <Headset size={32} />}
          title={t(isReading ? 'empty.article' : 'empty.title')}
        >
          <p>{t(isReading ? 'empty.articleText' : 'empty.text')}</p>
          <p>
            <Kbd keys="Ctrl+K" /> {t('empty.find')} <Kbd keys="?" /> {t('empty.keys')}
          </p>
        </EmptyState>
      )
  }
}
