import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'

const headerBytes = 32
const frameHeaderBytes = 24
const magic = 0x377f0682

type Sums = { first: number; second: number }
type Frame = { page: number; isCommit: boolean; salts: string; at: number }

/** https://sqlite.org/fileformat2.html#walcksm: over pairs of words, in the byte order given by the header. */
const addUp = (bytes: Buffer, from: number, to: number, isBigEndian: boolean, sums: Sums): Sums => {
  let { first, second } = sums
  for (let at = from; at < to; at += 8) {
    first = (first + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + second) >>> 0
    second = (second + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + first) >>> 0
  }
  return { first, second }
}
const isSum = (bytes: Buffer, at: number, { first, second }: Sums): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second

const frameAt = (log: Buffer, at: number): Frame => ({
  page: log.readUInt32BE(at),
  isCommit: log.readUInt32BE(at + 4) > 0,
  salts: log.toString('hex', at + 8, at + 16),
  at,
})

/**
 * @returns the log's frames, and how many of them SQLite will use: up to the last commit before the first wrong
 *   checksum
 */
const readFrames = (log: Buffer, pageBytes: number): { frames: Frame[]; used: number; salts: string } => {
  const frames: Frame[] = []
  for (let at = headerBytes; at + frameHeaderBytes + pageBytes <= log.length; at += frameHeaderBytes + pageBytes)
    frames.push(frameAt(log, at))
  const isBigEndian = (log.readUInt32BE(0) & 1) === 1
  let sums = addUp(log, 0, 24, isBigEndian, { first: 0, second: 0 })
  // With a wrong header SQLite uses none; the salts of the first frame identify the current generation.
  if ((log.readUInt32BE(0) & ~1) !== magic || !isSum(log, 24, sums))
    return { frames, used: 0, salts: frames[0]?.salts ?? '' }
  const salts = log.toString('hex', 16, 24)
  let used = 0
  for (const [index, frame] of frames.entries()) {
    if (frame.salts !== salts) break
    sums = addUp(log, frame.at, frame.at + 8, isBigEndian, sums)
    sums = addUp(log, frame.at + frameHeaderBytes, frame.at + frameHeaderBytes + pageBytes, isBigEndian, sums)
    if (!isSum(log, frame.at + 16, sums)) break
    if (frame.isCommit) used = index + 1
  }
  return { frames, used, salts }
}

/** Encrypted pages are unique, so if half of the bytes agree it is the same page with some wrong bits. */
const isSamePage = (one: Buffer, other: Buffer): boolean => {
  let same = 0
  for (let at = 0; at < one.length; at += 1) if (one[at] === other[at]) same += 1
  return same > one.length / 2
}

/**
 * SQLite silently ends a log at a wrong bit, which brings the file back to an earlier commit. But if later frames were
 * copied into the file before the crash, old pages from the log would cover newer ones in the file, each of them
 * authentic, and rows of different times would be shown together.
 * A write torn by a crash does not count, because only whole commits are copied into the file.
 * @param path of the database file, before it is opened, because opening consumes the log
 */
export const isLogMixed = (path: string, pageBytes = 4096): boolean => {
  if (!existsSync(`${path}-wal`)) return false
  const log = readFileSync(`${path}-wal`)
  if (log.length < headerBytes) return false
  const { frames, used, salts } = readFrames(log, pageBytes)
  const unused = frames.slice(used).filter((frame) => frame.salts === salts)
  if (unused.length === 0) return false
  const file = openSync(path, 'r')
  try {
    const page = Buffer.alloc(pageBytes)
    return unused.some((frame) => {
      const start = frame.at + frameHeaderBytes
      return (
        readSync(file, page, 0, pageBytes, (frame.page - 1) * pageBytes) === pageBytes &&
        isSamePage(page, log.subarray(start, start + pageBytes))
      )
    })
  } finally {
    closeSync(file)
  }
}
