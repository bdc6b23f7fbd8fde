import { contextBridge, ipcRenderer } from 'electron'
import { callChannel, eventChannel, type Bridge } from '#shared/ipc/bridge'

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input),
  listen: (hear) => {
    const listener = (_: unknown, name: string, body: unknown): void => hear(name, body)
    ipcRenderer.on(eventChannel, listener)
    return () => void ipcRenderer.off(eventChannel, listener)
  },
}

contextBridge.exposeInMainWorld('hotline', bridge)
