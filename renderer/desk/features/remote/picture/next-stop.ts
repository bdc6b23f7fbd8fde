/**
 * Where Tab leads within a closed round.
 * @returns the next stop, the previous where `isBack`; null where there is none
 */
export const nextStop = <T>(stops: readonly T[], from: unknown, isBack: boolean): T | null => {
  const at = stops.findIndex((stop) => stop === from)
  const next = at === -1 ? (isBack ? -1 : 0) : at + (isBack ? -1 : 1)
  return stops.at(next % stops.length) ?? null
}
