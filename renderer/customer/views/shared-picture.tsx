import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Card, Section } from '../../shared/ui/card'
import { sharedStream } from '../session/customer-session'
import { customerStore, type Pointed } from '../session/customer-store'
import { circled } from './circled'
import { usePointing } from './use-pointing'
import styles from './shared-picture.module.css'

const at = ({ x, y }: { x: number; y: number }) => ({ left: `${x * 100}%`, top: `${y * 100}%` })

const Mark = ({ pointed }: { pointed: Pointed }) =>
  pointed.kind === 'drawing' ? (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" className={styles.drawing}>
      <polyline
        points={pointed.points.map(({ x, y }) => `${x * 100},${y * 100}`).join(' ')}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  ) : (
    <span className={pointed.isOwn ? styles.ownMark : styles.mark} style={at(pointed)}>
      {circled(pointed.number)}
    </span>
  )

/** The own picture, small, with what is pointed at; it fades. */
const Preview = () => {
  const { t } = useTranslation('customerPage')
  const video = useRef<HTMLVideoElement>(null)
  const pointing = usePointing()
  const way = useStore(customerStore, (state) => state.way)
  const pointed = useStore(customerStore, (state) => state.pointed)
  const pointer = useStore(customerStore, (state) => state.pointer)
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = sharedStream()
  }, [way])
  return (
    <div className={styles.preview}>
      <video ref={video} autoPlay muted playsInline aria-label={t('preview.label')} {...pointing} />
      <div aria-hidden className={styles.marks}>
        {pointed.map((one) => (
          <Mark key={one.id} pointed={one} />
        ))}
        {pointer !== null && <span key={pointer.id} className={styles.pointer} style={at(pointer)} />}
      </div>
    </div>
  )
}

const usePointedWords = () => {
  const { t } = useTranslation('customerPage')
  return (one: Pointed): string => {
    if (one.kind === 'drawing') return t(one.isOwn ? 'pointed.ownDrawing' : 'pointed.drawing')
    const [number, text] = [circled(one.number), one.text]
    if (one.isOwn) return t('pointed.own', { number })
    if (one.kind === 'changeMark') return t(text === '' ? 'pointed.bareChange' : 'pointed.changeMark', { number, text })
    return t(text === '' ? 'pointed.bareMark' : 'pointed.mark', { number, text })
  }
}

/** What is shared, what the agent points at there, and the same in words. */
export const SharedPicture = () => {
  const { t } = useTranslation('customerPage')
  const way = useStore(customerStore, (state) => state.way)
  const pointed = useStore(customerStore, (state) => state.pointed)
  const wordsOf = usePointedWords()
  const isThere = way === 'chosen' || way === 'connecting' || way === 'connected' || way === 'blocked'
  if (!isThere) return null
  return (
    <Section title={t('preview.title')} level={2}>
      <Card>
        <div className={styles.both}>
          <Preview />
          <p className={styles.quiet}>{t('preview.text')}</p>
          <ol aria-live="polite" aria-label={t('pointed.title')} className={styles.words}>
            {pointed.toReversed().map((one) => (
              <li key={one.id}>{wordsOf(one)}</li>
            ))}
          </ol>
          {pointed.length === 0 && <p className={styles.quiet}>{t('pointed.none')}</p>}
        </div>
      </Card>
    </Section>
  )
}
