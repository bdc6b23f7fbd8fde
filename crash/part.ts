/** What every part of the run is given. */
export type Workshop = {
  /** A folder of this run, removed after it. */
  folder: string
  /** The folder of the built processes. */
  built: string
  seed: number
  /** Plants a fault, which must turn the part red. */
  isPlanted: boolean
  /** Whether the part was asked for by name; then being unable to run it is a failure. */
  isAsked: (name: string) => boolean
  /** Prints progress. */
  print: (line: string) => void
}

/** One line of JSON. `isRed`: something was lost, damaged or wrong. */
export type Report = { isRed: boolean; figures: Record<string, unknown> }
export type Part = (workshop: Workshop, times: number) => Promise<Report>
