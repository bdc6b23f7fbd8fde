import { Download, FileText, ImageOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shownMediaTypes, type Attachment } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import type { FileStanding } from '#shared/ipc/replica-views'
import { Badge, IconButton, RelativeTime } from '../../../shared/ui'
import { useStanding, view } from './attachment-store'
import { fileSize } from './file-size'
import { saveFile } from './save-file'
import { usePicture } from './use-picture'
import styles from './attachment.module.css'

const Thumbnail = ({ ticketId, file, isHere }: { ticketId: TicketId; file: Attachment; isHere: boolean }) => {
  const isPicture = shownMediaTypes.includes(file.mediaType)
  const picture = usePicture(ticketId, file.hash, true, isPicture && isHere)
  if (!isPicture) return <FileText size={20} aria-hidden />
  if (picture.phase === 'shown') return <img src={picture.url} alt="" />
  return <ImageOff size={20} aria-hidden />
}

/** Where the file is, in a word; nothing where all is as one expects. */
const StandingWord = ({ file, standing }: { file: Attachment; standing: FileStanding }) => {
  const { t } = useTranslation('attachment')
  const percent = Math.min(99, Math.floor((standing.movedBytes / file.size) * 100))
  if (standing.state === 'sending')
    return <Badge tone="warning">{standing.movedBytes > 0 ? t('sendingPercent', { percent }) : t('waiting')}</Badge>
  if (standing.state === 'fetching') return <Badge tone="info">{t('fetching', { percent })}</Badge>
  if (standing.state === 'here') return file.isStored ? null : <Badge tone="warning">{t('waiting')}</Badge>
  return <Badge>{t(file.isStored ? 'absent' : 'notSent')}</Badge>
}

/** One file: what it is, whose, where; a picture opens, everything is saved. */
export const FileLine = ({
  ticketId,
  file,
  standing: read,
  byName,
}: {
  ticketId: TicketId
  file: Attachment
  standing: FileStanding | undefined
  byName: string | null
}) => {
  const { t } = useTranslation('attachment')
  const standing = useStanding(file.hash, read)
  const isPicture = shownMediaTypes.includes(file.mediaType)
  const isOutOfReach = standing.state === 'absent' && !file.isStored
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
            isHere={standing.state === 'here' || standing.state === 'sending'}
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
      <StandingWord file={file} standing={standing} />
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
