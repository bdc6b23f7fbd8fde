import type { OrderRow } from '#shared/ipc/order-views'

/**
 * An order that is given to somebody else leaves the desk of the one before, so nothing there says what became of it:
 * it is known by having been there. That holds over a cut too: nothing else would ever tell of it.
 */
export const createLostOrders = () => {
  let known: ReadonlyMap<string, OrderRow> | null = null
  return {
    /**
     * @param mine the orders that wait for this person now
     * @param isHere whether an order is still on this desk; then its own events tell
     * @returns those that were the person's when this was asked last, and are gone
     */
    take: (mine: readonly OrderRow[], isHere: (id: string) => boolean): OrderRow[] => {
      const before = known
      known = new Map(mine.map((row) => [row.id, row]))
      return [...(before?.values() ?? [])].filter(({ id }) => known?.has(id) !== true && !isHere(id))
    },
  }
}
