import type { Failure, Result } from '../result'
import type { EventBody, EventName } from './contract'
import type { WaitingMatter } from './matter'

/** What the main process says to the desk core (a utilityProcess) on its MessagePort. */
export type ToCore =
  /**
   * First message: where the replica lies, its key (64 hex digits), the server. While the embedded one still starts the
   * address is one of this machine where nobody answers; the true one follows as `server`. `notice`: why nobody is
   * signed in.
   */
  | {
      kind: 'open'
      directory: string
      keyHex: string
      server: string
      deskId: string
      appVersion: string
      notice?: Failure
    }
  | { kind: 'call'; id: number; name: string; input: unknown }
  /** The server moved (the embedded one was started again on another port, or the settings changed). */
  | { kind: 'server'; address: string }
  | { kind: 'resume' }
  | { kind: 'close' }

/** What the desk core says to the main process. */
export type FromCore =
  | { kind: 'opened' }
  | { kind: 'openFailed'; failure: Failure; canSetAside: boolean }
  | { kind: 'answer'; id: number; result: Result<unknown> }
  | { kind: 'event'; name: EventName; body: EventBody<EventName> }
  /** A call rings for this person: the main process shows a notification without personal data. */
  | { kind: 'ringing'; callId: string }
  /** What waits for the person now; without names, as the main process notifies of it. */
  | { kind: 'waiting'; waiting: WaitingMatter[] }
  /** The desk was revoked: its files are gone, and its key has to go too. Then `open` follows again. */
  | { kind: 'erased'; failure: Failure }
  | { kind: 'closed' }
