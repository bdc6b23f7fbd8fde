import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketId } from '#shared/ids'
import { toast, toastFailure } from '../../../../shared/ui'
import { useKey } from '../../../navigation/keys'
import type { Allowed } from '../what-is-allowed'
import { QualityLine } from '../quality-line'
import { sendTrace, useRemote } from '../remote-store'
import { FullWindow } from './full-window'
import { MarkForm } from './mark-form'
import { takeSnapshot } from './snapshot'
import { Toolbar } from './toolbar'
import { TracesLayer } from './traces-layer'
import { useFull } from './use-full'
import { usePointing } from './use-pointing'
import { zoomedBy, type Place, type Zoom } from './zoom'
import styles from './picture.module.css'

/** Of the window's height; chat and steps stay in sight below. */
const fitHeight = '56vh'
/** In a full window: all that call bar, tools and the lines around the picture leave. */
const fullHeight = '(100vh - 172px)'
const usualRatio = 16 / 9

/**
 * The video with the stream while it may be shown; without it the element holds no frame any more.
 * @param isFull with it the element is another one
 */
const useVideo = (isShown: boolean, isFull: boolean) => {
  const video = useRef<HTMLVideoElement>(null)
  const stream = useRemote((state) => state.stream)
  const [ratio, setRatio] = useState(usualRatio)
  const shown = isShown ? stream : null
  useEffect(() => {
    const element = video.current
    if (element === null) return
    element.srcObject = shown
    if (shown !== null) void element.play().catch(() => undefined)
    return () => {
      element.srcObject = null
    }
  }, [shown, isFull])
  const onResize = (): void => {
    const { videoWidth, videoHeight } = video.current ?? { videoWidth: 0, videoHeight: 0 }
    if (videoHeight > 0) setRatio(videoWidth / videoHeight)
  }
  return { video, ratio, onResize, hasStream: stream !== null }
}

/** The customer's screen, live, with what both sides point at. */
export const Picture = ({ ticketId, allowed }: { ticketId: TicketId; allowed: Allowed }) => {
  const { t } = useTranslation('remote')
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [marking, setMarking] = useState<Place | null>(null)
  const [isKeeping, setIsKeeping] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  const snapshotButton = useRef<HTMLButtonElement>(null)
  const fullButton = useRef<HTMLButtonElement>(null)
  const { isFull, fill, leave } = useFull(stage, fullButton)
  const { video, ratio, onResize, hasStream } = useVideo(allowed.picture, isFull)
  const tool = useRemote((state) => state.tool)
  const number = useRemote((state) => state.nextNumber)
  const { aim, line, handlers } = usePointing(allowed, tool, setMarking)
  const isCovered = useRemote((state) => state.isCovered)
  const isShown = allowed.picture && hasStream && !isCovered

  const closeMark = (): void => {
    setMarking(null)
    stage.current?.focus()
  }
  const sendMark = (text: string): void => {
    const kind = tool === 'changeMark' ? 'changeMark' : 'mark'
    if (marking !== null) void sendTrace({ kind, ...marking, number, text }, performance.now())
    closeMark()
  }
  const snapshot = async (): Promise<void> => {
    if (video.current === null || isKeeping) return
    setIsKeeping(true)
    const result = await takeSnapshot(video.current, ticketId, t('picture.snapshotName'))
    setIsKeeping(false)
    if (result.ok) toast({ tone: 'success', text: t('picture.snapshotTaken') })
    else toastFailure(result.failure)
  }
  // The words of a mark would be lost with its form.
  const isWriting = marking !== null && allowed.point
  const switchFull = (): void => {
    if (isFull) leave()
    else fill()
  }
  useKey(
    'remote.full',
    () => t('picture.fullKey'),
    () => {
      if (!isWriting) switchFull()
      return true
    },
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '+' || event.key === '=') setZoom(zoomedBy(zoom, 1))
    else if (event.key === '-') setZoom(zoomedBy(zoom, -1))
    else if (event.key === '0') setZoom('fit')
    else handlers.onKeyDown(event)
  }
  const size =
    zoom === 'fit'
      ? { width: '100%', maxWidth: `calc(${isFull ? fullHeight : fitHeight} * ${String(ratio)})` }
      : { width: `${String(zoom * 100)}%`, maxWidth: 'none' }

  const whole = (
    <div className={styles.picture}>
      <Toolbar
        allowed={allowed}
        zoom={zoom}
        onZoom={setZoom}
        onSnapshot={() => void snapshot()}
        isKeeping={isKeeping}
        snapshotButton={snapshotButton}
        isFull={isFull}
        onFull={isWriting ? null : switchFull}
        fullButton={fullButton}
      />
      <div className={styles.view} data-zoom={zoom}>
        <div
          {...handlers}
          ref={stage}
          role="application"
          tabIndex={0}
          aria-label={`${t('picture.label')}. ${t(tool === 'draw' && allowed.draw ? 'picture.drawKeys' : 'picture.keys')}`}
          className={styles.stage}
          data-tool={allowed.point ? tool : undefined}
          style={{ ...size, aspectRatio: String(ratio) }}
          onKeyDown={onKeyDown}
        >
          <video
            ref={video}
            muted
            autoPlay
            playsInline
            className={styles.video}
            hidden={!isShown}
            onResize={onResize}
            onLoadedMetadata={onResize}
          />
          {isShown ? (
            <TracesLayer aim={aim ?? marking} line={line} />
          ) : (
            <p className={styles.blank}>
              {t(isCovered ? 'picture.covered' : allowed.picture ? 'picture.waiting' : 'picture.hidden')}
            </p>
          )}
        </div>
      </div>
      {isWriting && <MarkForm number={number} onSend={sendMark} onCancel={closeMark} />}
      {allowed.picture && <QualityLine />}
    </div>
  )
  return isFull ? <FullWindow onLeave={leave}>{whole}</FullWindow> : whole
}
