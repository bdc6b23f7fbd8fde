import { useTranslation } from 'react-i18next'
import { StatusDot, type Tone } from '../../../shared/ui'
import type { Translate } from '../../../shared/i18n'
import type { Quality, Verdict } from './picture/quality'
import { useRemote } from './remote-store'
import styles from './remote.module.css'

const tones: Record<Verdict, Tone> = {
  connecting: 'info',
  good: 'success',
  still: 'success',
  slow: 'warning',
  lossy: 'warning',
  interrupted: 'warning',
  failed: 'danger',
}

/** @returns the measured figures in words, '' while there are none */
export const figuresWords = ({ verdict, delayMs, framesPerSecond, kbps, isRelayed }: Quality, t: Translate): string => {
  if (verdict === 'connecting' || verdict === 'interrupted' || verdict === 'failed') return ''
  const figures =
    delayMs === null
      ? t('remote:quality.figuresNoDelay', { frames: framesPerSecond, kbps })
      : t('remote:quality.figures', { delay: delayMs, frames: framesPerSecond, kbps })
  return isRelayed ? `${figures} · ${t('remote:quality.relayed', {})}` : figures
}

/** How the picture is, and what to do where it is bad; only a change of that is read out, never the figures. */
export const QualityLine = () => {
  const { t } = useTranslation('remote')
  const quality = useRemote((state) => state.quality)
  const isCovered = useRemote((state) => state.isCovered)
  // A picture that is black on purpose has no quality.
  if (quality === null || isCovered) return null
  return (
    <p className={styles.quality}>
      <StatusDot tone={tones[quality.verdict]} />
      <span role="status">{t(`quality.${quality.verdict}`)}</span>
      <span className="figures" aria-live="off">
        {figuresWords(quality, t)}
      </span>
    </p>
  )
}
