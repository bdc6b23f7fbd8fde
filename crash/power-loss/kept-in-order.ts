/** Follows what a desk has acknowledged, through its outbox to the server. */
export type KeptInOrder = {
  /** @param received everything the server ever got, in order. @param outbox what is on disk, in order */
  look: (acknowledged: readonly string[], received: readonly string[], outbox: readonly string[]) => void
  /**
   * So far: acknowledged, on neither side, before an earlier one, in the outbox or at the server without ever being
   * acknowledged.
   */
  figures: () => { acknowledged: number; lost: number; disordered: number; unacknowledged: number }
}

const countFalls = (places: readonly number[], above: number): { falls: number; last: number } => {
  let last = above
  let falls = 0
  for (const place of places) {
    if (place < last) falls += 1
    last = Math.max(last, place)
  }
  return { falls, last }
}

export const createKeptInOrder = (): KeptInOrder => {
  const place = new Map<string, number>()
  const atServer = new Set<string>()
  const strangers = new Set<string>()
  let waiting: string[] = []
  let seen = 0
  let lastReceived = -1
  let lost = 0
  let disordered = 0
  const placesOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => {
      const at = place.get(id)
      if (at === undefined) strangers.add(id)
      return at ?? []
    })
  return {
    look: (acknowledged, received, outbox) => {
      for (const id of acknowledged) place.set(id, place.size)
      const fresh = received.slice(seen)
      seen = received.length
      for (const id of fresh) atServer.add(id)
      const order = countFalls(placesOf(fresh), lastReceived)
      lastReceived = order.last
      disordered += order.falls + countFalls(placesOf(outbox), -1).falls
      const onDisk = new Set(outbox)
      waiting = [...waiting, ...acknowledged].filter((id) => !atServer.has(id))
      lost += waiting.filter((id) => !onDisk.has(id)).length
      waiting = waiting.filter((id) => onDisk.has(id))
    },
    figures: () => ({ acknowledged: place.size, lost, disordered, unacknowledged: strangers.size }),
  }
}
