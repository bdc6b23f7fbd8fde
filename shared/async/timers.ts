/** What every environment has as a global: Node, Electron and pages, whose own types `shared` does not know. */
type Timers = {
  setTimeout: (run: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
}

/** Looked up at each use, so that a test can replace them. */
export const timers = globalThis as unknown as Timers
