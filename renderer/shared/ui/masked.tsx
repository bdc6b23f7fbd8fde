import { Copy, Eye, EyeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button'
import styles from './masked.module.css'

type Props = {
  masked: string
  /** The value while it is revealed; nothing of it is in the page before. */
  shown: string | null
  /** What it is, for the labels: 电话. */
  label: string
  shortcut?: string | undefined
  /** Absent where nothing can be revealed. */
  onToggle?: (() => void) | undefined
  onCopy: () => void
}

/** A protected value: masked until asked for. */
export const Masked = ({ masked, shown, label, shortcut, onToggle, onCopy }: Props) => {
  const { t } = useTranslation('common')
  const key = shortcut === undefined ? {} : { shortcut }
  return (
    <span className={styles.masked}>
      <span className="figures" role="status">
        {shown ?? masked}
      </span>
      {onToggle !== undefined && (
        <IconButton
          size="sm"
          label={t(shown === null ? 'reveal' : 'conceal', { label })}
          icon={shown === null ? <Eye size={14} aria-hidden /> : <EyeOff size={14} aria-hidden />}
          {...key}
          onClick={onToggle}
        />
      )}
      {shown !== null && (
        <IconButton size="sm" label={t('copyThat', { label })} icon={<Copy size={14} aria-hidden />} onClick={onCopy} />
      )}
    </span>
  )
}
