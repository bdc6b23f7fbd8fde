import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '../failure-error'
import { isRunning } from './process'

const politeMs = 15_000
const forcedMs = 5_000

const until = async (condition: () => boolean, ms: number): Promise<boolean> => {
  const deadline = Date.now() + ms
  while (!condition()) {
    if (Date.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}

/** What PostgreSQL wrote of itself; null where there is nothing, or of another folder. */
const writtenPid = (cluster: string): number | null => {
  try {
    const [first = '', folder = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return folder === cluster && /^\d+$/.test(first) ? Number(first) : null
  } catch {
    return null
  }
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended.
  }
}

/**
 * Every living process whose working folder is the cluster: all of PostgreSQL's work there. A dead one nobody waited
 * for has none.
 */
const processesIn = (cluster: string): number[] => {
  const folder = realpathSync(cluster)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}

/**
 * A server that was killed leaves its PostgreSQL behind; it is asked to stop before a new one takes the folder.
 * Called by the holder of the data folder's lock only.
 * @throws FailureError dataInUse where it does not stop.
 */
export const stopOrphan = async (cluster: string): Promise<void> => {
  const pid = writtenPid(cluster)
  if (process.platform !== 'linux') {
    // Here nobody can tell whether the number was given again to another program: only PostgreSQL itself may judge its
    // file.
    if (pid !== null && isRunning(pid)) signal(pid, 'SIGINT')
    if (pid !== null) await until(() => !isRunning(pid), politeMs)
    return
  }
  const left = processesIn(cluster)
  if (pid !== null && left.includes(pid)) signal(pid, 'SIGINT')
  const isGone = (): boolean => processesIn(cluster).length === 0
  if (!(await until(isGone, politeMs))) {
    for (const each of processesIn(cluster)) signal(each, 'SIGQUIT')
    if (!(await until(isGone, forcedMs))) throw new FailureError('dataInUse', { path: cluster })
  }
  // PostgreSQL would not start while any process has the number in it: a dead one nobody waited for, or, after a
  // restart of the machine, any other.
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}
