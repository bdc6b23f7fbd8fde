import { useEffect, useRef, useState, type RefObject, type ChangeEvent } from 'react'
import { CircleAlert, Paperclip, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { largestFileBytes } from '#shared/domain/attachment'
import { mayOnTicket } from '#shared/domain/may'
import type { TicketView } from '#shared/ipc/replica-views'
import { Button, classNames, FailureText, IconButton, Section } from '../../../shared/ui'
import { keysOf } from '../../navigation/key-table'
import { useKey } from '../../navigation/keys'
import { usePerson } from '../session'
import { addFiles, attachmentStore, dismissAdding, fileSize } from './attachment-store'
import { FileLine } from './file-line'
import { PictureViewer } from './picture-viewer'
import styles from './attachment.module.css'

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])]

/**
 * Files that are dropped on or pasted into the pane around `inside`. A paste that also contains
 * text belongs to the text box.
 * @returns whether files are held over the pane now
 */
const useFileDrop = (inside: RefObject<HTMLElement | null>, isOn: boolean, take: (files: File[]) => void): boolean => {
  const [isOver, setIsOver] = useState(false)
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const pane = inside.current?.closest<HTMLElement>('[data-drop-pane]')
    if (pane === null || pane === undefined || !isOn) return
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!pane.contains(event.relatedTarget as Node | null)) setIsOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      latest.current(filesOf(event.dataTransfer))
    }
    const paste = (event: ClipboardEvent): void => {
      const files = filesOf(event.clipboardData)
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain') === true) return
      event.preventDefault()
      latest.current(files)
    }
    const ending = new AbortController()
    const { signal } = ending
    pane.addEventListener('dragover', over, { signal })
    pane.addEventListener('dragleave', leave, { signal })
    pane.addEventListener('drop', drop, { signal })
    pane.addEventListener('paste', paste, { signal })
    return () => {
      ending.abort()
    }
  }, [inside, isOn])
  return isOver
}

/** 附件: chosen, dropped anywhere on the ticket, or pasted; each is on this machine, encrypted, before it is listed. */
export const Attachments = ({ view }: { view: TicketView }) => {
  const { t } = useTranslation('attachment')
  const person = usePerson()
  const chooser = useRef<HTMLInputElement>(null)
  const adding = useStore(attachmentStore, (state) => state.adding)
  const { ticket } = view
  const files = ticket.attachments ?? []
  const canAdd = mayOnTicket(person, 'ticket.attach', ticket)
  const take = (chosen: File[]): void => {
    void addFiles(ticket.id, chosen)
  }
  const isOver = useFileDrop(chooser, canAdd, take)
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    take([...(event.target.files ?? [])])
    event.target.value = ''
  }
  useKey(
    'ticket.attach',
    () => t('key'),
    () => {
      if (!canAdd) return false
      chooser.current?.click()
      return true
    },
  )
  const nameOf = (id: string | null): string | null => view.timeline.find((event) => event.by === id)?.byName ?? null
  const own = adding.filter((one) => one.ticketId === ticket.id)
  return (
    <Section
      title={t('title')}
      count={files.length}
      actions={
        canAdd && (
          <Button
            size="sm"
            variant="quiet"
            shortcut={keysOf('ticket.attach')}
            icon={<Paperclip size={14} aria-hidden />}
            onClick={() => {
              chooser.current?.click()
            }}
          >
            {t('add')}
          </Button>
        )
      }
    >
      <input ref={chooser} type="file" multiple hidden aria-label={t('choose')} onChange={choose} />
      {(isOver || (files.length === 0 && own.length === 0)) && (
        <p className={classNames(styles.drop, isOver && styles.over)}>{t(canAdd ? 'dropHint' : 'none')}</p>
      )}
      <ul className={styles.files}>
        {files.map((file) => (
          <FileLine
            key={file.hash}
            ticketId={ticket.id}
            file={file}
            fileState={view.files[file.hash]}
            byName={nameOf(file.addedBy)}
          />
        ))}
        {own.map((one) => (
          <li key={one.key} className={styles.file}>
            <span className={styles.thumbnail}>
              {one.failure === null ? (
                <Paperclip size={18} aria-hidden />
              ) : (
                <CircleAlert size={18} aria-hidden className={styles.alert} />
              )}
            </span>
            <span className={styles.words}>
              <span className={styles.name} title={one.name}>
                {one.name}
              </span>
              <span role="status" className={one.failure === null ? styles.facts : styles.failed}>
                {one.failure === null ? (
                  t('adding')
                ) : one.failure.code === 'tooLarge' ? (
                  t('tooLarge', { size: fileSize(largestFileBytes) })
                ) : (
                  <FailureText failure={one.failure} />
                )}
              </span>
            </span>
            {one.failure !== null && (
              <IconButton
                label={t('dismiss', { name: one.name })}
                size="sm"
                icon={<X size={16} aria-hidden />}
                onClick={() => {
                  dismissAdding(one.key)
                }}
              />
            )}
          </li>
        ))}
      </ul>
      <PictureViewer ticketId={ticket.id} files={files} />
    </Section>
  )
}
