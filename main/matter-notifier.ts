import type { Place } from '#shared/ipc/place'
import type { MatterKind, WaitingMatter } from '#shared/ipc/matter'

/** One notification of the system. */
export type Shown = { close: () => void }
/** What a notification says: of one matter, or of how many. */
export type NotifiedWords = { one: string; many: string }

export type MatterNotifierParts = {
  /** Shows a notification; `onGone` is called when the person clicks it or puts it away. */
  show: (title: string, onGone: (isClicked: boolean) => void) => Shown
  words: (kind: MatterKind) => NotifiedWords
  /** The person wants to be notified. */
  isOn: () => boolean
  /** What the person looks at now, in a window with the focus; null where they look elsewhere. */
  lookingAt: () => Place | null
  open: (place: Place) => void
}

type Group = { matters: WaitingMatter[]; shown: Shown }

const isAt = ({ place, ticketId }: WaitingMatter, seen: Place | null): boolean =>
  seen !== null && (seen.id === place.id || seen.id === ticketId)

/**
 * Notifies of what waits for the person, one notification of each kind: what comes while one is there joins it, and it
 * goes when the last of it is done or looked at.
 */
export const createMatterNotifier = ({ show, words, isOn, lookingAt, open }: MatterNotifierParts) => {
  const groups = new Map<MatterKind, Group>()

  const keepOnly = (isKept: (matter: WaitingMatter) => boolean): void => {
    for (const [kind, group] of [...groups]) {
      group.matters = group.matters.filter(isKept)
      if (group.matters.length > 0) continue
      groups.delete(kind)
      group.shown.close()
    }
  }
  const add = (kind: MatterKind, fresh: readonly WaitingMatter[]): void => {
    const before = groups.get(kind)
    const matters = [...(before?.matters ?? []), ...fresh]
    before?.shown.close()
    const { one, many } = words(kind)
    const title = matters.length === 1 ? one : many.replace('{{count}}', String(matters.length))
    const group: Group = {
      matters,
      shown: show(title, (isClicked) => {
        // One that was replaced or closed by the program says so too.
        if (groups.get(kind) !== group) return
        groups.delete(kind)
        const [first] = group.matters
        if (isClicked && first !== undefined) open(first.place)
      }),
    }
    groups.set(kind, group)
  }
  return {
    /** What waits now, as the core says it. */
    take: (waiting: readonly WaitingMatter[]): void => {
      const keys = new Set(waiting.map(({ key }) => key))
      keepOnly(({ key }) => keys.has(key))
      if (!isOn()) return
      const fresh = waiting.filter((matter) => matter.isNew && !isAt(matter, lookingAt()))
      for (const kind of new Set(fresh.map((matter) => matter.kind)))
        add(
          kind,
          fresh.filter((matter) => matter.kind === kind),
        )
    },
    /** The person looks at something else now. */
    looked: (): void => {
      const seen = lookingAt()
      if (seen !== null) keepOnly((matter) => !isAt(matter, seen))
    },
    /** Takes everything back: nobody is signed in, the program ends, or the person wants none. */
    clear: (): void => keepOnly(() => false),
  }
}
export type MatterNotifier = ReturnType<typeof createMatterNotifier>
