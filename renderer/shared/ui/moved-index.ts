/** @returns the index a key leads to, or null when the key is not about moving. */
export const movedIndex = (key: string, from: number, count: number, page = 10): number | null => {
  if (count === 0) return null
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index))
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1)
    case 'ArrowUp':
      return clamp(from < 0 ? count - 1 : from - 1)
    case 'PageDown':
      return clamp(from + page)
    case 'PageUp':
      return clamp(from - page)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
