import type { SyncStatus } from '#shared/ipc/replica-views'

export const plants = ['lose', 'double', 'reorder'] as const
/** A fault of the kind that the harness must find, made by the harness itself. */
export type Plant = (typeof plants)[number]
/** A fault of the harness itself: a forgotten hang-up. */
export const linePlant = 'hangUp'

/** A command to issue; `n` counts up per console. */
export type Item = { n: number; name: string; args: Record<string, unknown> }
/** What the console answered: the command's id, or the code of its refusal. */
export type Ack = { n: number; commandId: string | null; code: string | null }

/** Entity → digest of its document, time-line and row; plus what else must be empty. */
export type Digest = Record<string, string>
export type ConsoleStatus = { status: SyncStatus; acked: number; cursor: number }
export type Answers = { digest: Digest; attention: string[]; status: ConsoleStatus }

export type ToConsole =
  | { kind: 'open'; directory: string; keyHex: string; server: string; deskId: string; plant: Plant | null }
  | { kind: 'signIn'; login: string; password: string }
  | { kind: 'issue'; items: Item[] }
  /** Reports when everything that waits now is settled, on a connection that is live since `liveSince` or later. */
  | { kind: 'mark'; fault: number; liveSince: number }
  | { kind: 'ask'; id: number; what: keyof Answers }

export type FromConsole =
  | { kind: 'opened' }
  | { kind: 'failed'; why: string }
  | { kind: 'signedIn' }
  | { kind: 'acks'; acks: Ack[]; pending: number }
  | { kind: 'status'; status: SyncStatus }
  | { kind: 'converged'; fault: number }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'planted' }
