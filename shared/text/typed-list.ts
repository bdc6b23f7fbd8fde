/** What an input method puts between the entries of a list; `､` and the full-width marks fold into these. */
const strongSeparators = /[,;、，；|\r\n\t]+/

/**
 * The entries of a list as people type it, with half-width or full-width separators, `、`, spaces or lines between.
 * @returns the entries as they were written, half-width and trimmed, without empty ones.
 */
export const typedList = (text: string): string[] => typedLines(text).flatMap((entry) => entry.split(/\s+/))

/** As `typedList`, for entries in which spaces may stand. */
export const typedLines = (text: string): string[] =>
  text
    // Lines first: folding makes spaces of some of them.
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .flatMap((line) => line.normalize('NFKC').split(strongSeparators))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
