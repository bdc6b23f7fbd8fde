import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors'
import { may } from '#shared/domain/may'
import { customerIdSchema } from '#shared/ids'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { Button, toast } from '../../../shared/ui'
import { usePerson } from '../session'
import { ConflictFrame, type ConflictProps } from './conflict-frame'
import { resolveAttention } from './attention-store'
import { useCommandWords } from './use-command-words'
import styles from './conflict.module.css'

/** Failures that sending the same command again cannot change. */
const lasting: readonly ErrorCode[] = [
  'notFound',
  'outOfScope',
  'notAllowed',
  'notHandled',
  'badInput',
  'unknownCommand',
  'tooLarge',
  'ticketCustomerKnown',
  // It has moved on, and never goes back.
  'orderState',
  'appointmentBegun',
]

/** The customer that a command gave to a ticket or a call, by name; null where it gave none, or they are not here. */
const useCustomerName = (args: Record<string, unknown>): string | null => {
  const customerId = customerIdSchema.safeParse(args.customerId).data
  const query = useReplicaQuery('customer.read', customerId === undefined ? undefined : { customerId })
  return customerId === undefined ? null : (query.data?.customer.name ?? null)
}

/** Every other refused command: what was written, to copy, send again, keep as a note or dismiss. */
export const PlainConflict = ({ group, current, isHere, onClose }: ConflictProps) => {
  const { t } = useTranslation('sync')
  const person = usePerson()
  const { wordsOf } = useCommandWords()
  const { item } = group
  const customer = useCustomerName(item.args)
  // For a choice from a list the command has only the id, which means nothing to a person.
  const written = [...(customer === null ? [] : [{ field: t('field.customer'), text: customer }]), ...wordsOf(item)]
  const canNote =
    isHere && item.noun === 'ticket' && item.name !== 'ticket.note' && written.length > 0 && may(person, 'ticket.note')
  // The same command would be refused again until somebody has reopened the ticket.
  const isShut = current.status === 'closed' && item.failure.code === 'ticketClosed'
  const again = (): Promise<boolean> => resolveAttention([item.commandId], item.name, item.args)
  const noteText = written.map(({ field, text }) => `${field}${t('colon')}${text}`).join('\n')
  const asNote = (): Promise<boolean> =>
    resolveAttention([item.commandId], 'ticket.note', { ticketId: item.entityId, text: noteText })
  const addAsNote = async (): Promise<void> => {
    if (!(await asNote())) return
    toast({ tone: 'success', text: t('conflict.applied') })
    onClose()
  }
  const noteWord = t('conflict.way.note')
  const apply = isShut
    ? canNote
      ? { label: noteWord, run: asNote }
      : undefined
    : lasting.includes(item.failure.code)
      ? undefined
      : { label: t('conflict.again'), run: again }
  return (
    <ConflictFrame
      group={group}
      onClose={onClose}
      letGo={{ label: t('dismiss'), question: t('conflict.letGoQuestion') }}
      {...(apply === undefined ? {} : { apply })}
      more={
        canNote &&
        !isShut && (
          <Button
            onClick={() => {
              void addAsNote()
            }}
          >
            {noteWord}
          </Button>
        )
      }
    >
      {written.length === 0 ? (
        <p className={styles.empty}>{t('conflict.nothingWritten')}</p>
      ) : (
        <dl className={styles.written} tabIndex={0} aria-label={t('conflict.mine')}>
          {written.map(({ field, text }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </ConflictFrame>
  )
}
