/** Nearest-rank percentile of unsorted samples. @param share 0–1 */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** What is printed of a series of milliseconds. */
export const summary = (
  samples: readonly number[],
): { count: number; p50Ms: number; p99Ms: number; maxMs: number } => ({
  count: samples.length,
  p50Ms: rounded(percentile(samples, 0.5)),
  p99Ms: rounded(percentile(samples, 0.99)),
  maxMs: rounded(Math.max(...samples)),
})

export const ratio = (value: number, baseline: number): number => rounded(value / baseline, 2)

/** Milliseconds since 1970 with fractions, the same clock as `performance.timeOrigin + performance.now()` in a page. */
export const wallClock = (): number => performance.timeOrigin + performance.now()

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)
