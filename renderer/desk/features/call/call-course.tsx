import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { NotebookPen, PhoneCall, PhoneForwarded } from 'lucide-react'
import { isColleagueCall } from '#shared/domain/call'
import { isCallOf } from '#shared/domain/call-desk'
import { maxCallNote } from '#shared/domain/limits'
import type { CallView } from '#shared/ipc/replica-views'
import { issue } from '../../bridge/issue'
import { Button, Section, TextArea, Timeline, type TimelineItem } from '../../../shared/ui'
import { usePerson } from '../session'
import { useNote, writeNote } from './call-store'
import styles from './call.module.css'

/** Who talked and what they noted, the earliest first. */
const useCourse = ({ call, names }: CallView): TimelineItem[] => {
  const { t } = useTranslation('call')
  // A voice menu with an id of its own is an earlier call too, but nobody there talked.
  const isHandedOn = (call.handedOnBy ?? null) !== null
  const talks = (call.talks ?? []).map((talk, index): TimelineItem => {
    const isFirst = index === 0 && !isHandedOn
    return {
      key: `talk ${String(index)}`,
      at: talk.from,
      icon: isFirst ? <PhoneCall /> : <PhoneForwarded />,
      tone: 'info',
      who: names[talk.personId] ?? null,
      title: t(isFirst ? 'course.answered' : 'course.tookOver'),
      ...(talk.disposition === null
        ? {}
        : {
            body: [t(`disposition.${talk.disposition}`), talk.note].filter((text) => text !== '').join(' · '),
          }),
    }
  })
  const notes = (call.notes ?? []).map(({ by, at, text }, index): TimelineItem => ({
    key: `note ${String(index)}`,
    at,
    icon: <NotebookPen />,
    who: names[by] ?? null,
    title: t('course.noted'),
    body: <p className={styles.note}>{text}</p>,
  }))
  return [...talks, ...notes].sort((a, b) => a.at - b.at)
}

const NoteBox = ({ callId }: { callId: CallView['call']['id'] }) => {
  const { t } = useTranslation('call')
  const text = useNote(callId)
  const save = async (): Promise<void> => {
    if (text.trim() === '') return
    const noted = await issue('call.note', { callId, text })
    if (noted.ok) writeNote(callId, '')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save()
  }
  return (
    <div className={styles.noteBox}>
      <TextArea
        label={t('course.write')}
        isLabelHidden
        placeholder={t('course.placeholder')}
        value={text}
        rows={2}
        maxLength={maxCallNote}
        onValue={(typed) => {
          writeNote(callId, typed)
        }}
        onKeyDown={onKeyDown}
      />
      <Button
        size="sm"
        shortcut="Ctrl+Enter"
        disabled={text.trim() === ''}
        onClick={() => {
          void save()
        }}
      >
        {t('course.save')}
      </Button>
    </div>
  )
}

/** 通话经过: who talked and the notes, which go with the call to whoever takes it next. */
export const CallCourse = ({ view, isBrief }: { view: CallView; isBrief: boolean }) => {
  const { t } = useTranslation('call')
  const person = usePerson()
  const items = useCourse(view)
  const mayWrite = !isBrief && person !== null && isCallOf(view.call, person.id) && !isColleagueCall(view.call)
  if (items.length === 0 && !mayWrite) return null
  return (
    <Section title={t('course.title')} {...(items.length === 0 ? {} : { count: items.length })}>
      {items.length > 0 && <Timeline label={t('course.title')} items={items} />}
      {mayWrite && <NoteBox callId={view.call.id} />}
    </Section>
  )
}
