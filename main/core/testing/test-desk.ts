import type { FromCore } from '#shared/ipc/core-messages'
import { createCoreConnection } from '../../../testing/core-connection'
import type { MachineClocks } from '../clock/desk-clock'
import { createCore } from '../core'
import { testKey } from './replica-fixture'

/** The real core over a folder of its own, called as the main process calls it. */
export const startTestDesk = (directory: string, server: string, deskId: string, clocks?: MachineClocks) => {
  const heard: FromCore[] = []
  const connection = createCoreConnection((message) => handle(message))
  const handle = createCore(
    (message) => {
      heard.push(message)
      connection.hear(message)
    },
    () => undefined,
    clocks,
  )
  void connection.open({ directory, keyHex: testKey, server, deskId })
  return { ...connection, heard, close: () => connection.send({ kind: 'close' }) }
}
