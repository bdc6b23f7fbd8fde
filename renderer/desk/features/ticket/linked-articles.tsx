import { useTranslation } from 'react-i18next'
import { BookOpen } from 'lucide-react'
import type { TicketView } from '#shared/ipc/replica-views'
import { issue } from '../../bridge/issue'
import { goTo } from '../../navigation/place-store'
import { Badge, Button, LinkButton, Section } from '../../../shared/ui'
import styles from './ticket.module.css'

/** The articles tied to the ticket, and which of them solved it; nothing where there are none. */
export const LinkedArticles = ({ view, isReadOnly }: { view: TicketView; isReadOnly: boolean }) => {
  const { t } = useTranslation('ticket')
  const { ticket, articleTitles } = view
  if (ticket.articles.length === 0) return null
  return (
    <Section title={t('pane.articles')} count={ticket.articles.length}>
      <ul className={styles.rows}>
        {ticket.articles.map(({ articleId, isSolution }) => (
          <li key={articleId} className={styles.article}>
            <BookOpen size={16} aria-hidden />
            <LinkButton
              className={styles.link}
              onClick={() => {
                goTo({ kind: 'article', id: articleId })
              }}
            >
              {articleTitles[articleId] ?? t('pane.openArticle')}
            </LinkButton>
            {isSolution ? (
              <Badge tone="success">{t('pane.solvedBy')}</Badge>
            ) : (
              !isReadOnly && (
                <Button
                  size="sm"
                  variant="quiet"
                  onClick={() => {
                    void issue('ticket.linkArticle', { ticketId: ticket.id, articleId, isSolution: true })
                  }}
                >
                  {t('pane.markSolved')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
