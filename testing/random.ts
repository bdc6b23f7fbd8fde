/** Numbers that come again with the same seed, on every machine. */
export type Random = {
  /** @returns a number in [0, 1) */
  next: () => number
  /** @returns a whole number in [0, limit) */
  below: (limit: number) => number
  /** @returns a whole number from `from` up to and including `to` */
  between: (from: number, to: number) => number
  chance: (probability: number) => boolean
  /** @throws where the list is empty */
  pick: <T>(list: readonly T[]) => T
  /** @returns a new list, by Fisher–Yates */
  shuffled: <T>(list: readonly T[]) => T[]
  /** @returns a UUID of version 4 */
  uuid: () => string
}

/** Mulberry32 (Tommy Ettinger, public domain): small, and good enough to choose moments and places. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[below(list.length)] as T
    },
    shuffled: <T>(list: readonly T[]): T[] => {
      const result = [...list]
      for (let index = result.length - 1; index > 0; index -= 1) {
        const other = below(index + 1)
        const [a, b] = [result[index] as T, result[other] as T]
        result[index] = b
        result[other] = a
      }
      return result
    },
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16))
      hex[12] = '4'
      hex[16] = '8'
      return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    },
  }
}
