import type { TimelineEvent } from '#shared/ipc/replica-views'
import { notableMs } from '../sync'

/** An act that the server got notably later than it was done. `offsetMs`: what corrected the device's clock. */
export type LateAct = { actedAt: number; deviceAt: number | null; offsetMs: number }

/** @returns null where the act reached the server at once, or has not reached it yet */
export const lateActOf = ({
  at,
  actedAt,
  deviceAt,
  isPending,
}: Pick<TimelineEvent, 'at' | 'actedAt' | 'deviceAt' | 'isPending'>): LateAct | null => {
  if (isPending || actedAt === undefined || actedAt === null || at - actedAt <= notableMs) return null
  return { actedAt, deviceAt, offsetMs: deviceAt === null ? 0 : actedAt - deviceAt }
}
