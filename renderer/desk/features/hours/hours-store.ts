import type { WorkKind } from '#shared/domain/ticket'
import { createPersonStore } from '../../bridge/person-store'

/** A line that is being written, by ticket; going elsewhere loses nothing. */
export type HoursDraft = { time: string; work: WorkKind; note: string }
export const freshHours: HoursDraft = { time: '', work: 'onSite', note: '' }

export const hoursStore = createPersonStore<Record<string, HoursDraft | undefined>>(() => ({}))

/** @param draft null closes the line. */
export const writeHours = (ticketId: string, draft: HoursDraft | null): void => {
  hoursStore.setState({ [ticketId]: draft ?? undefined })
}
