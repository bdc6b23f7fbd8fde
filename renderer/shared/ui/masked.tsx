import { useState } from 'react'
import { Copy, Eye, EyeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button'
import styles from './masked.module.css'

type Props = {
  masked: string
  /** What it is, for the labels: 电话. */
  label: string
  /**
   * Asked when the person wants to see it, and recorded there; null or a rejection keeps it masked. Without it nothing
   * can be revealed.
   */
  reveal?: () => Promise<string | null>
  onCopy?: (value: string) => void
}

/** A protected value: masked until asked for. */
export const Masked = ({ masked, label, reveal, onCopy }: Props) => {
  const { t } = useTranslation('common')
  const [shown, setShown] = useState<string | null>(null)
  const show = (): void => {
    if (reveal === undefined) return
    void reveal().then(setShown, () => {
      setShown(null)
    })
  }
  return (
    <span className={styles.masked}>
      <span className="figures">{shown ?? masked}</span>
      {reveal !== undefined &&
        (shown === null ? (
          <IconButton size="sm" label={t('reveal', { label })} icon={<Eye size={14} aria-hidden />} onClick={show} />
        ) : (
          <IconButton
            size="sm"
            label={t('conceal', { label })}
            icon={<EyeOff size={14} aria-hidden />}
            onClick={() => {
              setShown(null)
            }}
          />
        ))}
      {shown !== null && onCopy !== undefined && (
        <IconButton
          size="sm"
          label={t('copyThat', { label })}
          icon={<Copy size={14} aria-hidden />}
          onClick={() => {
            onCopy(shown)
          }}
        />
      )}
    </span>
  )
}
