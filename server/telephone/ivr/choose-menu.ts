import type { z } from 'zod'
import type { MenuPath, Queue } from '#shared/domain/queue'
import type { TelephoneNeeds } from '../needs'
import { currentCall } from '../current-call'
import { readCall } from '../read-call'
import type { menuBodySchema } from './ivr-body'
import { queueOfCaller } from './queue-of-caller'

/** What the voice menu says next; the exchange has the recordings. */
export type Announcement = 'purchase' | 'enterServiceCode' | 'transferring' | 'codePolicy' | 'complaint'
export type MenuAnswer = { queue: Queue; announce: Announcement }

const announcementOf = (path: MenuPath, isVerified: boolean): Announcement => {
  switch (path) {
    case '1':
      return 'purchase'
    case '2':
      return isVerified ? 'transferring' : 'enterServiceCode'
    case '3':
    case '3-2':
      return 'codePolicy'
    case '4':
      return 'complaint'
  }
}

/** Records the key a caller pressed. @returns where the caller waits, and what to say. */
export const chooseMenu = async (
  needs: TelephoneNeeds,
  { callId: pbxCallId, path, problemDomain }: z.output<typeof menuBodySchema>,
): Promise<MenuAnswer> => {
  const { db, runner, clock } = needs
  const { callId } = await currentCall(needs, pbxCallId, 'begin')
  await runner.runSystem([{ name: 'call.systemMenu', args: { callId, path, problemDomain } }])
  const identity = (await readCall(db, callId))?.identity ?? null
  return {
    queue: await queueOfCaller(db, path, identity, clock()),
    announce: announcementOf(path, identity?.status === 'verified'),
  }
}
