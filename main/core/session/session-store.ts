import type { DeskId } from '#shared/ids'
import type { Failure } from '#shared/result'
import type { DeskClock } from '../clock/desk-clock'
import type { CopyPlace } from '../lease/erase'
import type { Leases } from '../lease/leases'
import type { Probe } from '../lease/probe'
import type { DeskFile, KeptSession } from '../replica/desk-file'
import { replicaFileName } from '../replica/open-replica'
import type { Telling } from '../telling'
import type { Locked } from './locked'
import type { OpenCopy } from './open-copy'

export type SeatNeeds = {
  directory: string
  keyHex: string
  server: string
  deskId: DeskId
  deskFile: DeskFile
  leases: Leases
  clock: DeskClock
  telling: Telling
  /** Writes an error down and puts it in words. */
  report: (error: unknown) => Failure
  deviceNow: () => number
  /** Why the page is to be told that nobody is signed in, until somebody is. */
  notice: Failure | null
}

/**
 *   signedOut ──sign-in──▶ open ──lease ends──▶ locked ──the server's welcome, or a sign-in──▶ open
 *       ▲                    │                    │
 *       ├──sign-out, expiry──┘                    │
 *       ├──────────────time until erasure over────┘   the copy is gone, what is unsent is in the journal
 *       └──deskRevoked, from anywhere: everything is gone
 */
export type Standing =
  | {
      phase: 'signedOut'
      notice: Failure | null
      /** Asks whether the copy that lies here still may. */ inquiry: Probe | null
    }
  | { phase: 'open'; copy: OpenCopy }
  | { phase: 'locked'; locked: Locked }

/** Who sits at this desk, and where their copy lies. */
export type Seat = Omit<SeatNeeds, 'notice' | 'server'> & {
  standing: () => Standing
  become: (standing: Standing) => void
  /** Where the server is now. */
  server: () => string
  serverMoved: (address: string) => void
  copy: () => OpenCopy | null
  /** The session of whoever is signed in, also while their copy is locked. */
  kept: () => KeptSession | null
  signedOutSince: () => number
  fileOf: (kept: KeptSession) => string
  placeOf: (file: string) => CopyPlace
  /** The copy of whoever was signed in last. */
  lastFile: () => string | null
  tell: () => void
  /** Closes the copy; who was signed in stays so for the next start. */
  end: (notice?: Failure | null) => void
  /** Closes the copy, and nobody is signed in any more. */
  forget: (notice: Failure | null) => void
}

/** A seat with nobody in it. */
export const createSeat = ({ notice: firstNotice, server: firstServer, ...needs }: SeatNeeds): Seat => {
  const { directory, keyHex, deskFile, telling, deviceNow } = needs
  let server = firstServer
  let standing: Standing = { phase: 'signedOut', notice: firstNotice, inquiry: null }
  let signedOutSince = deviceNow()

  const tell = (): void => {
    telling.session()
    telling.touch()
  }
  const end = (notice: Failure | null = null): void => {
    const ending = standing
    standing = { phase: 'signedOut', notice, inquiry: null }
    if (ending.phase === 'signedOut') ending.inquiry?.stop()
    if (ending.phase === 'locked') ending.locked.stop()
    if (ending.phase !== 'open') return
    signedOutSince = deviceNow()
    telling.forgetRinging()
    ending.copy.close()
  }
  return {
    ...needs,
    standing: () => standing,
    become: (next) => {
      standing = next
    },
    server: () => server,
    serverMoved: (address) => {
      server = address
    },
    copy: () => (standing.phase === 'open' ? standing.copy : null),
    kept: () =>
      standing.phase === 'open' ? standing.copy.kept : standing.phase === 'locked' ? standing.locked.kept : null,
    signedOutSince: () => signedOutSince,
    fileOf: ({ person, serverId }) => replicaFileName(server, person.id, serverId),
    placeOf: (file) => ({ directory, keyHex, file, journal: deskFile.journal(file) }),
    lastFile: () => {
      const file = deskFile.kept('lastFile').read()
      return typeof file === 'string' ? file : null
    },
    tell,
    end,
    forget: (notice) => {
      end(notice)
      deskFile.writeSession(null)
      tell()
    },
  }
}
