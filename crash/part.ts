/** What every part of the run is given. */
export type Workshop = {
  /** A folder of this run, removed after it. */
  folder: string
  /** Where the built processes lie. */
  built: string
  seed: number
  /** Puts the part's fault in, which must turn it red. */
  isPlanted: boolean
  /** Whether the part was asked for by name, so that not being able to is a failure. */
  isAsked: (name: string) => boolean
  /** Progress, for whoever watches. */
  say: (line: string) => void
}

/** One line of JSON. `isRed`: something was lost, damaged or wrong. */
export type Report = { isRed: boolean; figures: Record<string, unknown> }
export type Part = (workshop: Workshop, times: number) => Promise<Report>
