import { ipcMain, webContents } from 'electron'
import { callChannel, eventChannel } from '#shared/ipc/bridge'
import { events, type EventBody, type EventName } from '#shared/ipc/contract'
import type { LogFault } from '../fault-log'
import { answerCall, type Gate } from './answer-call'

/** The one door between page and main process: nothing else in this program may use raw IPC. */
export const openGate = (gate: Gate, onFirstCall: () => void): void => {
  let isFirst = true
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    const answer = await answerCall(gate, event, name, input)
    if (isFirst) {
      isFirst = false
      // After the answer: by then the page listens.
      setImmediate(onFirstCall)
    }
    return answer
  })
}

const isEventName = (name: string): name is EventName => Object.hasOwn(events, name)

/** Tells every page a fact, checked against its shape. */
export const createTell = (logFault: LogFault) => {
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
    tell: <N extends EventName>(name: N, body: EventBody<N>): void => send(name, body),
    /** From the core: a name and body as they came over the wall. */
    pass: send,
  }
}
