import { useTranslation } from 'react-i18next'
import {
  ArrowRightLeft,
  Clock,
  BookOpen,
  CalendarClock,
  CalendarX,
  Building2,
  Check,
  CircleDot,
  CloudCheck,
  CornerDownRight,
  FilePlus,
  Hash,
  Lock,
  MessageSquare,
  Paperclip,
  PauseCircle,
  Pencil,
  PlayCircle,
  RotateCcw,
  Send,
  Shapes,
  Undo2,
  TimerOff,
  UserCheck,
} from 'lucide-react'
import type { TimelineEvent, TicketView } from '#shared/ipc/replica-views'
import { prioritySchema } from '#shared/domain/ticket'
import { problemDomainSchema } from '#shared/domain/problem-domain'
import {
  durationWords,
  exactTime,
  shortTime,
  spanWords,
  useNow,
  Badge,
  Section,
  Timeline,
  type TimelineItem,
  type Tone,
} from '../../../shared/ui'
import { notableMs } from '../sync'
import { minutesWords } from '../hours'
import { sentenceOf, type FieldChange } from './event-sentence'
import { TicketLink } from './ticket-link'
import styles from './ticket.module.css'

/** An act that the server got notably later than it was done. `offsetMs`: what corrected the device's clock. */
type LateAct = { actedAt: number; deviceAt: number | null; offsetMs: number }

/** @returns null where the act reached the server at once, or has not reached it yet */
export const lateActOf = ({
  at,
  actedAt,
  deviceAt,
  isPending,
}: Pick<TimelineEvent, 'at' | 'actedAt' | 'deviceAt' | 'isPending'>): LateAct | null => {
  if (isPending || actedAt === undefined || actedAt === null || at - actedAt <= notableMs) return null
  return { actedAt, deviceAt, offsetMs: deviceAt === null ? 0 : actedAt - deviceAt }
}

/** A clock that is off by less would be shown as the same minute. */
const correctedMs = 30_000

/** When an act was done, and when the server got it. @param at the server's time */
const TwoTimes = ({ late: { actedAt, deviceAt, offsetMs }, at }: { late: LateAct; at: number }) => {
  const { t } = useTranslation('ticket')
  const now = useNow('minute')
  const isCorrected = Math.abs(offsetMs) >= correctedMs
  const sign = offsetMs < 0 ? '−' : '+'
  const title =
    deviceAt === null
      ? exactTime(actedAt)
      : t('late.exact', { device: exactTime(deviceAt), offset: `${sign}${durationWords(Math.abs(offsetMs))}` })
  return (
    <p className={styles.twoTimes} title={title}>
      <Clock size={12} aria-hidden />
      <span>
        {t(isCorrected ? 'late.doneCorrected' : 'late.done', { time: shortTime(actedAt, now) })} ·{' '}
        {t('late.synced', { time: shortTime(at, now) })}
      </span>
    </p>
  )
}

type Look = { icon: typeof Check; tone: Tone }
const plain: Look = { icon: CircleDot, tone: 'neutral' }
/** How a sentence looks, where it is more than a plain dot. */
const looks: Record<string, Look> = {
  kindChanged: { icon: Shapes, tone: 'info' },
  opened: { icon: FilePlus, tone: 'info' },
  openedAfter: { icon: FilePlus, tone: 'info' },
  followed: { icon: CornerDownRight, tone: 'info' },
  numbered: { icon: Hash, tone: 'neutral' },
  taken: { icon: UserCheck, tone: 'neutral' },
  assigned: { icon: ArrowRightLeft, tone: 'info' },
  assignedFrom: { icon: ArrowRightLeft, tone: 'info' },
  queued: { icon: ArrowRightLeft, tone: 'info' },
  queuedFrom: { icon: ArrowRightLeft, tone: 'info' },
  edited: { icon: Pencil, tone: 'neutral' },
  noted: { icon: MessageSquare, tone: 'info' },
  articleLinked: { icon: BookOpen, tone: 'neutral' },
  articleSolved: { icon: BookOpen, tone: 'success' },
  solved: { icon: Check, tone: 'success' },
  closed: { icon: Lock, tone: 'neutral' },
  waited: { icon: PauseCircle, tone: 'neutral' },
  resumed: { icon: PlayCircle, tone: 'neutral' },
  breached: { icon: TimerOff, tone: 'danger' },
  attached: { icon: Paperclip, tone: 'neutral' },
  fileStored: { icon: CloudCheck, tone: 'neutral' },
  timeLogged: { icon: Clock, tone: 'neutral' },
  customerAttached: { icon: Building2, tone: 'info' },
  customerReplaced: { icon: Building2, tone: 'info' },
  reopened: { icon: RotateCcw, tone: 'warning' },
  orderBooked: { icon: CalendarClock, tone: 'info' },
  orderUnbooked: { icon: CalendarX, tone: 'warning' },
  orderOffered: { icon: Send, tone: 'info' },
  orderRefused: { icon: Undo2, tone: 'warning' },
  orderHandedOn: { icon: Undo2, tone: 'warning' },
  orderContactMissed: { icon: TimerOff, tone: 'danger' },
  orderFinished: { icon: Check, tone: 'success' },
}

const Changes = ({ changes }: { changes: readonly FieldChange[] }) => {
  const { t } = useTranslation(['ticket', 'common'])
  const words = (field: FieldChange['field'], value: string): string => {
    if (value === '') return t('change.empty')
    const priority = prioritySchema.safeParse(value)
    if (field === 'priority' && priority.success) return t(`common:priority.${priority.data}`)
    const domain = problemDomainSchema.safeParse(value)
    return field === 'problemDomain' && domain.success ? t(`common:problemDomain.${domain.data}`) : value
  }
  return (
    <ul className={styles.changes}>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className={styles.none}>{t(`field.${field}`)}</span>
          <del>
            <span className="visually-hidden">{t('change.from')} </span>
            {words(field, before)}
          </del>
          <span aria-hidden>→</span>
          <ins>
            <span className="visually-hidden">{t('change.to')} </span>
            {words(field, after)}
          </ins>
        </li>
      ))}
    </ul>
  )
}

/** 处理记录: every event as a sentence, the latest first; what has not reached the server is marked. */
export const TicketTimeline = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation(['ticket', 'hours', 'common'])
  const now = useNow('minute')
  const whoOf = ({ byName, by, actor }: TimelineEvent): string => {
    if (actor?.kind === 'contact') return t('event.contact', { name: actor.name })
    return byName ?? actor?.name ?? t(by === null ? 'event.system' : 'event.nobody')
  }
  const items = view.timeline.map((event, index): TimelineItem => {
    const sentence = sentenceOf(event)
    const { icon: Icon, tone } = looks[sentence.key] ?? plain
    const article = sentence.articleId === null ? '' : (view.articleTitles[sentence.articleId] ?? '')
    const nameOf = (id: string | null, unknown = 'event.customerElsewhere'): string =>
      id === null ? '' : (view.names[id] ?? t(unknown))
    const kindWord = (kind: string): string => (kind === '' ? '' : t(`common:ticketKind.${kind}`))
    const valuesOf = (said: typeof sentence) => ({
      text: said.text,
      customer: nameOf(said.customerId),
      before: said.kindBefore === '' ? nameOf(said.customerBefore) : kindWord(said.kindBefore),
      when: said.appointment === null ? '' : spanWords(said.appointment, now),
      organisation: nameOf(said.organisationId),
      consultant: nameOf(said.consultantId),
      from: nameOf(said.fromPersonId, 'event.nobody'),
      to: nameOf(said.toPersonId, 'event.nobody'),
      queue: said.queue === '' ? '' : t(`common:queue.${said.queue}`),
      origin: said.originReason === '' ? '' : t(`common:originReason.${said.originReason}`),
      kind: kindWord(said.kind),
      time: minutesWords(said.minutes, t),
      work: said.work === '' ? '' : t(`hours:kind.${said.work}`),
    })
    const body =
      sentence.key === 'numbered' || sentence.key === 'unknown' || sentence.key === 'attached' ? '' : sentence.text
    const words = sentence.changes.length > 0 ? <Changes changes={sentence.changes} /> : body === '' ? null : body
    const late = lateActOf(event)
    return {
      key: `${event.commandId ?? ''} ${String(event.version)} ${String(index)}`,
      at: event.at,
      icon: <Icon />,
      tone,
      who: whoOf(event),
      title: [t(`event.${sentence.key}`, valuesOf(sentence)), article].filter((part) => part !== '').join(' '),
      marks: event.isPending ? <Badge tone="warning">{t('pending')}</Badge> : undefined,
      body:
        late === null && words === null && sentence.linkedTicketId === null ? null : (
          <>
            {late !== null && <TwoTimes late={late} at={event.at} />}
            {sentence.linkedTicketId !== null && (
              <p>
                <TicketLink ticketId={sentence.linkedTicketId} />
              </p>
            )}
            {words}
          </>
        ),
    }
  })
  return (
    <Section title={t('pane.timeline')} count={items.length}>
      {items.length === 0 ? (
        <p className={styles.none}>{t('pane.noTimeline')}</p>
      ) : (
        <Timeline label={t('pane.timeline')} items={items.reverse()} />
      )}
    </Section>
  )
}
