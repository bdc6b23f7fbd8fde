import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '../failure-error'

/**
 * When the process started, so that a reused process id is not mistaken for the old process; '' where unknown.
 */
const beginningOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

const isAlive = (pid: number, beginning: string): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return beginning === '' || beginningOf(pid) === beginning
}

const holderOf = (file: string): { pid: number; beginning: string } | null => {
  try {
    const [pid = '', beginning = ''] = readFileSync(file, 'utf8').trim().split(' ')
    return /^\d+$/.test(pid) ? { pid: Number(pid), beginning } : null
  } catch {
    return null
  }
}

/**
 * Locks a data folder for one server.
 * @returns the function that releases it.
 * @throws FailureError dataInUse while another server lives; the lock of a dead one is taken over.
 */
export const lockData = (directory: string): (() => void) => {
  const file = join(directory, 'server.lock')
  const mine = `${process.pid} ${beginningOf(process.pid)}\n`
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = holderOf(file)
      if (holder !== null && isAlive(holder.pid, holder.beginning)) break
      rmSync(file, { force: true })
    }
  }
  throw new FailureError('dataInUse', { path: directory })
}
