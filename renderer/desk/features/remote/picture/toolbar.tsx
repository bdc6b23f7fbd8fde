import type { RefObject } from 'react'
import { Camera, MapPin, Maximize2, Minimize2, PenLine, Wrench, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, ToggleButton } from '../../../../shared/ui'
import type { Allowed } from '../what-is-allowed'
import { chooseTool, useRemote, type Tool } from '../remote-store'
import { keysOf } from '../../../navigation/key-table'
import { zoomedBy, type Zoom } from './zoom'
import styles from './picture.module.css'

const tools: { tool: Tool; icon: typeof MapPin; needs: keyof Allowed; without: string | null }[] = [
  { tool: 'mark', icon: MapPin, needs: 'point', without: null },
  { tool: 'changeMark', icon: Wrench, needs: 'changeMark', without: 'needsSettings' },
  { tool: 'draw', icon: PenLine, needs: 'draw', without: 'needsData' },
]

type Props = {
  allowed: Allowed
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  onSnapshot: () => void
  isKeeping: boolean
  snapshotButton: RefObject<HTMLButtonElement | null>
  isFull: boolean
  /** Null while something is written that would be lost. */
  onFull: (() => void) | null
  fullButton: RefObject<HTMLButtonElement | null>
}

/** What a click does, snapshot and zoom. What the customer has not allowed is there and says what it needs. */
export const Toolbar = ({
  allowed,
  zoom,
  onZoom,
  onSnapshot,
  isKeeping,
  snapshotButton,
  isFull,
  onFull,
  fullButton,
}: Props) => {
  const { t } = useTranslation('remote')
  const chosen = useRemote((state) => state.tool)
  return (
    <div className={styles.toolbar}>
      <div role="group" aria-label={t('picture.tools')} className={styles.tools}>
        {tools.map(({ tool, icon: Icon, needs, without }) => (
          <ToggleButton
            key={tool}
            isPressed={chosen === tool}
            icon={<Icon size={14} aria-hidden />}
            disabled={!allowed[needs]}
            title={without !== null && !allowed[needs] ? t(`picture.${without}`) : undefined}
            onClick={() => {
              chooseTool(tool)
            }}
          >
            {t(`picture.${tool}`)}
          </ToggleButton>
        ))}
      </div>
      <Button
        ref={snapshotButton}
        size="sm"
        icon={<Camera size={14} aria-hidden />}
        busy={isKeeping}
        disabled={!allowed.snapshot}
        title={allowed.snapshot ? undefined : t('picture.needsData')}
        onClick={onSnapshot}
      >
        {t('picture.snapshot')}
      </Button>
      <div className={styles.zoom}>
        <IconButton
          size="sm"
          label={t('picture.zoomOut')}
          icon={<ZoomOut size={14} aria-hidden />}
          onClick={() => {
            onZoom(zoomedBy(zoom, -1))
          }}
        />
        <span className="figures">
          {zoom === 'fit' ? t('picture.fit') : t('picture.zoom', { percent: zoom * 100 })}
        </span>
        <IconButton
          size="sm"
          label={t('picture.zoomIn')}
          icon={<ZoomIn size={14} aria-hidden />}
          onClick={() => {
            onZoom(zoomedBy(zoom, 1))
          }}
        />
        <IconButton
          ref={fullButton}
          size="sm"
          label={t(isFull ? 'picture.leaveFull' : 'picture.full')}
          shortcut={keysOf('remote.full')}
          icon={isFull ? <Minimize2 size={14} aria-hidden /> : <Maximize2 size={14} aria-hidden />}
          disabled={onFull === null}
          onClick={onFull ?? undefined}
        />
      </div>
    </div>
  )
}
