import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { MenuPath, Queue } from '#shared/domain/queue'
import type { TelephoneNeeds } from '../needs'
import { currentCall } from '../current-call'
import { readCall } from '../read-call'
import { queueOfCaller } from './queue-of-caller'

/** What the voice menu plays next; the exchange has the recordings. */
export type Announcement = 'purchase' | 'enterServiceCode' | 'transferring' | 'codePolicy' | 'complaint'
export type MenuChoice = {
  pbxCallId: string
  /** The calling number in one form, where the menu knows it. */
  from: string | null
  path: MenuPath
  problemDomain: ProblemDomain | null
}
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

/** Records a caller's menu choice. @returns the queue, and what to announce */
export const chooseMenu = async (
  needs: TelephoneNeeds,
  { pbxCallId, from, path, problemDomain }: MenuChoice,
): Promise<MenuAnswer> => {
  const { db, runner, clock } = needs
  const { callId } = await currentCall(needs, pbxCallId, 'begin')
  await runner.runSystem([{ name: 'call.systemMenu', args: { callId, path, problemDomain, from } }])
  const identity = (await readCall(db, callId))?.identity ?? null
  return {
    queue: await queueOfCaller(db, path, identity, clock()),
    announce: announcementOf(path, identity?.status === 'verified'),
  }
}
