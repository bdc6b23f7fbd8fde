import { ipcMain, webContents } from 'electron'
import { callChannel, eventChannel } from '#shared/ipc/bridge'
import { events, type EventBody, type EventName } from '#shared/ipc/contract'
import type { LogFault } from '../fault-log'
import { answerCall, type Gate } from './answer-call'

/** The only IPC between page and main process; nothing else in this program may use raw IPC. */
export const openGate = (gate: Gate, onFirstCall: () => void): void => {
  let isFirst = true
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    const answer = await answerCall(gate, event, name, input)
    if (isFirst) {
      isFirst = false
      // After the answer, because the page listens from then on.
      setImmediate(onFirstCall)
    }
    return answer
  })
}

const isEventName = (name: string): name is EventName => Object.hasOwn(events, name)

/** Emits an event to every page, checked against its schema. */
export const createEmit = (logFault: LogFault) => {
  const send = (name: string, body: unknown): void => {
    const parsed = isEventName(name) ? events[name].safeParse(body) : null
    if (!parsed?.success) {
      logFault(`event ${name.slice(0, 80)} against its contract`, null)
      return
    }
    for (const contents of webContents.getAllWebContents())
      if (!contents.isDestroyed()) contents.send(eventChannel, name, parsed.data)
  }
  return {
    /** From this process, checked by the compiler too. */
    emit: <N extends EventName>(name: N, body: EventBody<N>): void => send(name, body),
    /** Emits an event from the core, whose name and body are not checked yet. */
    pass: send,
  }
}
