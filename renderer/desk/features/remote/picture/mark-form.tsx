import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, TextField } from '../../../../shared/ui'
import styles from './picture.module.css'

/** As long as the words of a mark may be. */
const maxText = 200

type Props = { number: number; onSend: (text: string) => void; onCancel: () => void }

/** The words of a mark: Enter sets it, with or without them; Esc drops it. */
export const MarkForm = ({ number, onSend, onCancel }: Props) => {
  const { t } = useTranslation('remote')
  const [text, setText] = useState('')
  const send = (event: SubmitEvent): void => {
    event.preventDefault()
    onSend(text.trim())
  }
  return (
    <form
      className={styles.markForm}
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
    >
      <TextField
        label={t('picture.markText', { number })}
        placeholder={t('picture.markPlaceholder')}
        value={text}
        maxLength={maxText}
        autoFocus
        onValue={setText}
      />
      <Button size="sm" variant="primary" type="submit">
        {t('picture.markSend')}
      </Button>
      <Button size="sm" onClick={onCancel}>
        {t('common:cancel')}
      </Button>
    </form>
  )
}
