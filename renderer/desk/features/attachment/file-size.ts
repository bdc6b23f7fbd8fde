const units = ['B', 'KB', 'MB', 'GB'] as const

/** @returns 843 KB, 1.4 MB: three digits at most, by 1,024 as the systems' own windows show it. */
export const fileSize = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : String(Math.round(value))} ${units[unit] ?? ''}`
}
