import { createWriteStream } from 'node:fs'

/** A command that a console acknowledged, which must therefore be kept. */
export type Promised = { console: number; n: number; name: string }

/** Every command that a console answered with ok, by id; also written to a file, to help to find a lost one. */
export type Ledger = {
  promised: ReadonlyMap<string, Promised>
  add: (id: string, promised: Promised) => void
  close: () => void
}

/** @param path the file to write beside */
export const openLedger = (path: string): Ledger => {
  const promised = new Map<string, Promised>()
  const file = createWriteStream(path)
  return {
    promised,
    add: (id, entry) => {
      promised.set(id, entry)
      file.write(`${id} ${String(entry.console)} ${String(entry.n)} ${entry.name}\n`)
    },
    close: () => {
      file.end()
    },
  }
}
