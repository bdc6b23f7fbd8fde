import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../shared/ui/button'
import { Card, Section } from '../../shared/ui/card'
import { classNames } from '../../shared/ui/class-names'
import { TextField } from '../../shared/ui/field'
import { say } from '../session/customer-session'
import { customerStore } from '../session/customer-store'
import styles from './chat.module.css'

const Lines = () => {
  const { t } = useTranslation('customerPage')
  const lines = useStore(customerStore, (state) => state.lines)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [lines])
  return (
    <div ref={list} role="log" aria-label={t('chat.title')} tabIndex={0} className={styles.lines}>
      {lines.length === 0 && <p className={styles.none}>{t('chat.none')}</p>}
      {lines.map(({ id, isOwn, text, isLost }) => (
        <p key={id} className={classNames(styles.line, isOwn && styles.own)}>
          <span className={styles.who}>
            {t(isOwn ? 'chat.own' : 'chat.agent')}
            {isLost && <strong> · {t('chat.notSent')}</strong>}
          </span>
          <span className={styles.text}>{text}</span>
        </p>
      ))}
    </div>
  )
}

/** What both sides write, also before there is a picture. */
export const Chat = () => {
  const { t } = useTranslation('customerPage')
  const [text, setText] = useState('')
  return (
    <Section title={t('chat.title')} level={2}>
      <Card>
        <Lines />
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() === '') return
            void say(text.trim())
            setText('')
          }}
        >
          <TextField
            label={t('chat.label')}
            isLabelHidden
            placeholder={t('chat.label')}
            value={text}
            onValue={setText}
            maxLength={2000}
            autoComplete="off"
            enterKeyHint="send"
          />
          <Button type="submit">{t('chat.send')}</Button>
        </form>
      </Card>
    </Section>
  )
}
