import { useTranslation } from 'react-i18next'
import { classNames } from '../../../../shared/ui'
import { useRemote } from '../remote-store'
import type { Trace } from '../traces'
import type { Place } from './zoom'
import styles from './picture.module.css'

const percent = (part: number): string => `${String(part * 100)}%`
/** The drawing's own units; the layer is stretched to the picture. */
const units = 1000

const Drawing = ({ trace }: { trace: Trace }) =>
  trace.message.kind !== 'drawing' ? null : (
    <polyline
      data-from={trace.from}
      className={styles.drawing}
      points={trace.message.points.map(({ x, y }) => `${String(x * units)},${String(y * units)}`).join(' ')}
    />
  )

const Mark = ({ trace: { from, message } }: { trace: Trace }) => {
  if (message.kind === 'drawing') return null
  const place = { left: percent(message.x), top: percent(message.y) }
  if (message.kind === 'pointer') return <div data-from={from} className={styles.pointer} style={place} />
  return (
    <div data-from={from} data-kind={message.kind} className={styles.mark} style={place}>
      <span className={styles.number}>{message.number}</span>
      {message.text !== '' && <span className={styles.markText}>{message.text}</span>}
    </div>
  )
}

/** What both sides point at and draw; it fades and takes no clicks. The customer's marks are also read out. */
export const TracesLayer = ({ aim, line }: { aim: Place | null; line: readonly Place[] }) => {
  const { t } = useTranslation('remote')
  const traces = useRemote((state) => state.traces)
  const latest = traces.findLast(({ from, message }) => from === 'customer' && 'number' in message)?.message
  return (
    <div className={styles.layer}>
      <svg viewBox={`0 0 ${String(units)} ${String(units)}`} preserveAspectRatio="none" aria-hidden>
        {traces.map((trace) => (
          <Drawing key={trace.key} trace={trace} />
        ))}
        {line.length > 1 && (
          <polyline
            data-from="agent"
            className={classNames(styles.drawing, styles.growing)}
            points={line.map(({ x, y }) => `${String(x * units)},${String(y * units)}`).join(' ')}
          />
        )}
      </svg>
      <div aria-hidden>
        {traces.map((trace) => (
          <Mark key={trace.key} trace={trace} />
        ))}
      </div>
      {aim !== null && <div aria-hidden className={styles.aim} style={{ left: percent(aim.x), top: percent(aim.y) }} />}
      <p role="status" className="visually-hidden">
        {latest !== undefined && 'number' in latest
          ? t('picture.customerMark', { number: latest.number, text: latest.text })
          : ''}
      </p>
    </div>
  )
}
