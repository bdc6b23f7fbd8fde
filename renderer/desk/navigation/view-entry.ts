import type { ReactNode } from 'react'
import type { LucideIcon } from 'lucide-react'
import type { Action } from '#shared/domain/may'
import { showView } from './place-store'

/** A view of the desk. shell/views.tsx lists them; the rail, the keys and the columns follow from its entry alone. */
export type ViewEntry = {
  id: string
  /** As the register of keys writes them. */
  keys: string
  /** What its person must be allowed; absent: everybody has it. */
  action?: Action
  icon: LucideIcon
  /** Its name, and what one does there; i18n keys. */
  labelKey: string
  hintKey: string
  /** The list column beside the case, the knowledge in the list's place, or the whole width without the case. */
  shows: { in: 'list' | 'page'; content: ReactNode } | { in: 'knowledge' }
  /** What the case column says while no case is open. */
  empty: { icon: LucideIcon; titleKey: string; textKey: string }
  /** Selects what takes the focus: its list, or its search box. */
  firstStop: string
}

/** Shows a view and focuses its first stop. */
export const goToView = ({ id, firstStop }: ViewEntry): void => {
  showView(id)
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(firstStop)?.focus()
  })
}
