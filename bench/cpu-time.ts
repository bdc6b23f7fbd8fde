import { readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const tickMs = 10

/** @returns the processor's time that these processes have taken so far, in ms; of one that has ended, none */
export const cpuTimeMs = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      // The name in brackets may have blanks; user and system time are the 14th and 15th field.
      const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return sum + (Number(fields[11]) + Number(fields[12])) * tickMs
    } catch {
      return sum
    }
  }, 0)
