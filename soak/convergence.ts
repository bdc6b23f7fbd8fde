import { percentile, rounded } from '../bench/figures'

/**
 * How long a console takes after a healing until it is live again, on a connection made after the healing where the
 * fault broke it, not behind the feed, and with every command sent that it had taken until then. A console that is hit
 * again before that is measured from the next healing; the one that was overtaken is not counted.
 */
export type Convergence = {
  /** @returns the number to ask the console about */
  begin: (consoleIndex: number, healedAt: number) => number
  overtake: (consoleIndex: number) => void
  converged: (fault: number) => void
  isMeasuring: (consoleIndex: number) => boolean
  figures: () => { convergeP50Ms: number; convergeP99Ms: number; converged: number }
}

/** Starts with nothing measured. */
export const createConvergence = (): Convergence => {
  const running = new Map<number, { fault: number; healedAt: number }>()
  const took: number[] = []
  let faults = 0
  return {
    begin: (consoleIndex, healedAt) => {
      faults += 1
      running.set(consoleIndex, { fault: faults, healedAt })
      return faults
    },
    overtake: (consoleIndex) => {
      running.delete(consoleIndex)
    },
    converged: (fault) => {
      for (const [consoleIndex, each] of running) {
        if (each.fault !== fault) continue
        took.push(Date.now() - each.healedAt)
        running.delete(consoleIndex)
      }
    },
    isMeasuring: (consoleIndex) => running.has(consoleIndex),
    figures: () => ({
      convergeP50Ms: took.length === 0 ? 0 : rounded(percentile(took, 0.5), 0),
      convergeP99Ms: took.length === 0 ? 0 : rounded(percentile(took, 0.99), 0),
      converged: took.length,
    }),
  }
}
