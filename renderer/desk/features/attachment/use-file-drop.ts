import { useEffect, useRef, useState, type RefObject } from 'react'

const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])]

/**
 * Files that are dropped on or pasted into the pane around `inside`. A paste that also contains
 * text belongs to the text box.
 * @returns whether files are held over the pane now
 */
export const useFileDrop = (
  inside: RefObject<HTMLElement | null>,
  isOn: boolean,
  take: (files: File[]) => void,
): boolean => {
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
