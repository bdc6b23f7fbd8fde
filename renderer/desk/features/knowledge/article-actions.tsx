import { Check, Copy, Link2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '#shared/domain/article'
import { may, mayOnTicket } from '#shared/domain/may'
import type { TicketId } from '#shared/ids'
import { issue } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { Badge, Button, toast } from '../../../shared/ui'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { usePerson } from '../session'
import { copyText } from './copy-text'
import { useKnowledgeContext } from './knowledge-store'
import styles from './knowledge.module.css'

/** Links the article to the current ticket: as what solved it, or as something that belongs to it. */
export const ArticleActions = ({ article, hasKeys }: { article: Article; hasKeys: boolean }) => {
  const { t } = useTranslation('article')
  const person = usePerson()
  const ticketId = useKnowledgeContext()?.ticketId ?? null
  const view = useReplicaQuery('ticket.read', ticketId === null ? undefined : { ticketId }, true)
  const [busy, setBusy] = useState<'solution' | 'link' | null>(null)

  const ticket = view.data?.ticket ?? null
  const link = ticket?.articles.find((one) => one.articleId === article.id)
  const mayLink =
    person === null ||
    (ticket === null ? may(person, 'ticket.linkArticle') : mayOnTicket(person, 'ticket.linkArticle', ticket))
  const isOpen = ticket !== null && ticket.status !== 'closed'

  const tie = async (id: TicketId, isSolution: boolean): Promise<void> => {
    setBusy(isSolution ? 'solution' : 'link')
    const result = await issue('ticket.linkArticle', { ticketId: id, articleId: article.id, isSolution })
    setBusy(null)
    if (result.ok)
      toast({
        tone: 'success',
        text: t(isSolution ? 'solvedDone' : 'linkDone', { ticket: ticket?.number ?? ticket?.subject ?? '' }),
      })
  }
  const canSolve = mayLink && isOpen && link?.isSolution !== true
  useKey(
    hasKeys ? 'knowledge.solved' : 'article.solved',
    () => t('solved'),
    () => {
      if (!canSolve || busy !== null) return false
      void tie(ticket.id, true)
      return undefined
    },
  )

  return (
    <div className={styles.actions}>
      {mayLink &&
        (link?.isSolution === true ? (
          <Badge tone="success" icon={<Check size={14} aria-hidden />}>
            {t('isSolution')}
          </Badge>
        ) : (
          <Button
            variant="primary"
            icon={<Check size={16} aria-hidden />}
            shortcut={keysOf('article.solved')}
            busy={busy === 'solution'}
            disabled={!isOpen}
            onClick={() => {
              if (ticket !== null) void tie(ticket.id, true)
            }}
          >
            {t('solved')}
          </Button>
        ))}
      {mayLink &&
        (link !== undefined ? (
          !link.isSolution && (
            <Badge tone="info" icon={<Link2 size={14} aria-hidden />}>
              {t('isLinked')}
            </Badge>
          )
        ) : (
          <Button
            icon={<Link2 size={16} aria-hidden />}
            busy={busy === 'link'}
            disabled={!isOpen}
            onClick={() => {
              if (ticket !== null) void tie(ticket.id, false)
            }}
          >
            {t('link')}
          </Button>
        ))}
      <Button
        variant="quiet"
        icon={<Copy size={16} aria-hidden />}
        onClick={() => {
          void copyText(`${article.title}\n\n${article.body}`)
        }}
      >
        {t('copyAll')}
      </Button>
      {mayLink && !isOpen && <p className={styles.actionHint}>{t(ticket === null ? 'noTicket' : 'ticketClosed')}</p>}
    </div>
  )
}
