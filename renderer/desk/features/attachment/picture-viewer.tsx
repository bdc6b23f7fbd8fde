import type { KeyboardEvent } from 'react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { shownMediaTypes, type Attachment } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { Button, Dialog, FailureText, IconButton, Skeleton } from '../../../shared/ui'
import { attachmentStore, view, saveFile } from './attachment-store'
import { usePicture } from './use-picture'
import styles from './attachment.module.css'

const Shown = ({ ticketId, file }: { ticketId: TicketId; file: Attachment }) => {
  const picture = usePicture(ticketId, file.hash, false)
  if (picture.phase === 'shown') return <img className={styles.picture} src={picture.url} alt={file.name} />
  if (picture.phase === 'failed')
    return (
      <p className={styles.noPicture}>
        <FailureText failure={picture.failure} />
      </p>
    )
  return <Skeleton lines={[100, 100, 100, 100]} />
}

/** The pictures of a ticket one by one; ← and → go along them, Esc closes. */
export const PictureViewer = ({ ticketId, files }: { ticketId: TicketId; files: readonly Attachment[] }) => {
  const { t } = useTranslation('attachment')
  const viewed = useStore(attachmentStore, (state) => state.viewed)
  const pictures = files.filter((file) => shownMediaTypes.includes(file.mediaType))
  const index = viewed?.ticketId === ticketId ? pictures.findIndex((file) => file.hash === viewed.hash) : -1
  const file = pictures[index]
  if (file === undefined) return null
  const step = (by: number): void => {
    const next = pictures[(index + by + pictures.length) % pictures.length]
    if (next !== undefined) view({ ticketId, hash: next.hash })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    step(event.key === 'ArrowLeft' ? -1 : 1)
  }
  return (
    // Around the dialog: the focus may stand on its text as well as on its buttons.
    <div className={styles.keys} onKeyDown={onKeyDown}>
      <Dialog
        isOpen
        onClose={() => {
          view(null)
        }}
        title={file.name}
        size="lg"
        isReading
        actions={
          <>
            {pictures.length > 1 && (
              <span className={styles.steps}>
                <IconButton
                  label={t('previous')}
                  icon={<ChevronLeft size={18} aria-hidden />}
                  onClick={() => {
                    step(-1)
                  }}
                />
                <span className="figures" aria-live="polite">
                  {t('place', { index: index + 1, count: pictures.length })}
                </span>
                <IconButton
                  label={t('next')}
                  icon={<ChevronRight size={18} aria-hidden />}
                  onClick={() => {
                    step(1)
                  }}
                />
              </span>
            )}
            <Button
              onClick={() => {
                void saveFile(ticketId, file.hash)
              }}
            >
              {t('saveAs')}
            </Button>
          </>
        }
      >
        <div className={styles.stage}>
          <Shown key={file.hash} ticketId={ticketId} file={file} />
        </div>
      </Dialog>
    </div>
  )
}
