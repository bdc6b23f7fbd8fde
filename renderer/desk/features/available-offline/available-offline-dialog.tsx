import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AvailableOffline } from '#shared/ipc/replica-views'
import { goTo } from '../../navigation/place-store'
import {
  Badge,
  Banner,
  Button,
  Dialog,
  exactTime,
  FailureText,
  KeyValueList,
  ProgressBar,
  RelativeTime,
  Section,
  Skeleton,
} from '../../../shared/ui'
import { fileSize } from '../attachment'
import { useSync } from '../sync'
import {
  cancelPrefetch,
  availableOfflineStore,
  closeAvailableOffline,
  startPrefetch,
  missingFiles,
  verdictOf,
} from './available-offline-store'
import styles from './available-offline.module.css'

const Tickets = ({ tickets }: Pick<AvailableOffline, 'tickets'>) => {
  const { t } = useTranslation('availableOffline')
  if (tickets.length === 0) return <p className={styles.quiet}>{t('noTickets')}</p>
  return (
    <ul className={styles.tickets}>
      {tickets.map((ticket) => (
        <li key={ticket.ticketId}>
          <button
            type="button"
            className={styles.ticket}
            onClick={() => {
              closeAvailableOffline()
              goTo({ kind: 'ticket', id: ticket.ticketId })
            }}
          >
            <span className={styles.subject}>{ticket.subject}</span>
            <span className={styles.quiet}>
              {ticket.number ?? t('unnumbered')}
              {ticket.customerName === null ? '' : ` · ${ticket.customerName}`}
            </span>
          </button>
          {ticket.files === 0 ? (
            <span className={styles.quiet}>{t('noFiles')}</span>
          ) : ticket.files === ticket.filesHere ? (
            <Badge tone="success">{t('filesHere', { count: ticket.files })}</Badge>
          ) : (
            <Badge tone="warning">
              {t('filesMissing', { count: ticket.files - ticket.filesHere, size: fileSize(ticket.missingBytes) })}
            </Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

const Content = ({ available }: { available: AvailableOffline }) => {
  const { t } = useTranslation(['availableOffline', 'common'])
  const status = useSync()
  const verdict = verdictOf(available, status)
  const { documents } = available
  const countOf = (noun: string): number => documents.find((one) => one.noun === noun)?.count ?? 0
  return (
    <div className={styles.content}>
      <Banner
        tone={verdict.tone}
        role="status"
        title={t(`verdict.${verdict.key}`, { count: verdict.files, size: fileSize(verdict.bytes) })}
      >
        {t(`why.${verdict.key}`)}
      </Banner>
      {available.fetching !== null && (
        <ProgressBar
          label={t('fetching')}
          done={Math.round(available.fetching.doneBytes / 1024)}
          total={Math.round(available.fetching.totalBytes / 1024)}
        />
      )}
      <Section title={t('tickets')} count={available.tickets.length}>
        <Tickets tickets={available.tickets} />
      </Section>
      <Section title={t('board')}>
        <KeyValueList
          columns={2}
          items={[
            {
              label: t('noun.ticket'),
              value: <span className="figures">{countOf('ticket').toLocaleString('en')}</span>,
            },
            {
              label: t('noun.customer'),
              value: <span className="figures">{countOf('customer').toLocaleString('en')}</span>,
            },
            {
              label: t('noun.article'),
              value: <span className="figures">{countOf('article').toLocaleString('en')}</span>,
            },
            {
              label: t('size'),
              value: (
                <span className="figures">
                  {t('sizes', { data: fileSize(available.replicaBytes), files: fileSize(available.filesBytes) })}
                </span>
              ),
            },
            { label: t('asOf'), value: available.asOf === null ? null : <RelativeTime at={available.asOf} /> },
            {
              label: t('leaseUntil'),
              value:
                available.leaseUntil === null ? null : (
                  <span className="figures">{exactTime(available.leaseUntil)}</span>
                ),
            },
          ]}
        />
      </Section>
    </div>
  )
}

/**
 * 随身携带: what is available offline before a visit, how old it is, what is missing, and the button that prefetches it.
 */
export const AvailableOfflineDialog = () => {
  const { t } = useTranslation('availableOffline')
  const state = useStore(availableOfflineStore, (all) => all.state)
  const isLive = useSync()?.connection === 'live'
  if (state.phase === 'closed') return null
  const available = state.phase === 'shown' ? state.available : null
  const isFetching = available !== null && available.fetching !== null
  const isMissing = available !== null && missingFiles(available) > 0
  const failure = state.phase === 'failed' || state.phase === 'shown' ? state.failure : null
  return (
    <Dialog
      isOpen
      onClose={closeAvailableOffline}
      title={t('title')}
      description={t('what')}
      size="lg"
      isReading
      actions={
        <>
          <Button onClick={closeAvailableOffline}>{t('close')}</Button>
          {isFetching && (
            <Button
              onClick={() => {
                void cancelPrefetch()
              }}
            >
              {t('cancel')}
            </Button>
          )}
          {!isFetching && isMissing && (
            <Button
              variant="primary"
              disabled={!isLive}
              title={isLive ? undefined : t('needsServer')}
              onClick={() => {
                void startPrefetch()
              }}
            >
              {t('fetch')}
            </Button>
          )}
        </>
      }
    >
      {failure !== null && (
        <Banner tone="danger">
          <FailureText failure={failure} />
        </Banner>
      )}
      {available === null ? (
        state.phase === 'reading' && <Skeleton lines={[60, 90, 90, 40]} />
      ) : (
        <Content available={available} />
      )}
    </Dialog>
  )
}
