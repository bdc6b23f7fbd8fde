import { Download, FileText, ImageOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shownMediaTypes, type Attachment } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import type { FileState } from '#shared/ipc/replica-views'
import { Badge, IconButton, RelativeTime } from '../../../shared/ui'
import { useFileState, view, fileSize, saveFile } from './attachment-store'
import { usePicture } from './use-picture'
import styles from './attachment.module.css'

const Thumbnail = ({ ticketId, file, isHere }: { ticketId: TicketId; file: Attachment; isHere: boolean }) => {
  const isPicture = shownMediaTypes.includes(file.mediaType)
  const picture = usePicture(ticketId, file.hash, true, isPicture && isHere)
  if (!isPicture) return <FileText size={20} aria-hidden />
  if (picture.phase === 'shown') return <img src={picture.url} alt="" />
  return <ImageOff size={20} aria-hidden />
}

/** Where the file is, in a word; nothing when it is here and on the server. */
const FileStateBadge = ({ file, fileState }: { file: Attachment; fileState: FileState }) => {
  const { t } = useTranslation('attachment')
  const percent = Math.min(99, Math.floor((fileState.movedBytes / file.size) * 100))
  if (fileState.state === 'sending')
    return <Badge tone="warning">{fileState.movedBytes > 0 ? t('sendingPercent', { percent }) : t('waiting')}</Badge>
  if (fileState.state === 'fetching') return <Badge tone="info">{t('fetching', { percent })}</Badge>
  if (fileState.state === 'here') return file.isStored ? null : <Badge tone="warning">{t('waiting')}</Badge>
  return <Badge>{t(file.isStored ? 'absent' : 'notSent')}</Badge>
}

/** One file: what it is, whose, where; a picture opens, everything is saved. */
export const FileLine = ({
  ticketId,
  file,
  fileState: read,
  byName,
}: {
  ticketId: TicketId
  file: Attachment
  fileState: FileState | undefined
  byName: string | null
}) => {
  const { t } = useTranslation('attachment')
  const fileState = useFileState(file.hash, read)
  const isPicture = shownMediaTypes.includes(file.mediaType)
  const isOutOfReach = fileState.state === 'absent' && !file.isStored
  const open = (): void => {
    if (isPicture) view({ ticketId, hash: file.hash })
    else void saveFile(ticketId, file.hash)
  }
  return (
    <li className={styles.file}>
      <button
        type="button"
        className={styles.open}
        disabled={isOutOfReach}
        onClick={open}
        title={t(isPicture ? 'open' : 'save')}
      >
        <span className={styles.thumbnail}>
          <Thumbnail
            ticketId={ticketId}
            file={file}
            isHere={fileState.state === 'here' || fileState.state === 'sending'}
          />
        </span>
        <span className={styles.words}>
          <span className={styles.name} title={file.name}>
            {file.name}
          </span>
          <span className={styles.facts}>
            <span className="figures">{fileSize(file.size)}</span> · {byName ?? t('somebody')} ·{' '}
            <RelativeTime at={file.addedAt} />
          </span>
        </span>
      </button>
      <FileStateBadge file={file} fileState={fileState} />
      <IconButton
        label={t('saveNamed', { name: file.name })}
        size="sm"
        icon={<Download size={16} aria-hidden />}
        disabled={isOutOfReach}
        onClick={() => {
          void saveFile(ticketId, file.hash)
        }}
      />
    </li>
  )
}
