/** A prefix shorter than this finds everything. */
const shortest = 2
const maxTries = 6

/** What to ask instead when nothing was found: the text with its last word shortened, then dropped. */
export const nearerTexts = (text: string): string[] => {
  const tries: string[] = []
  let rest = [...text.trim()]
  while (rest.length > shortest && tries.length < maxTries) {
    rest = rest.slice(0, -Math.max(1, Math.ceil(rest.length / maxTries)))
    // One or two remaining letters would match half of everything.
    const next = rest
      .join('')
      .trim()
      .replace(/\s+[A-Za-z0-9]{1,2}$/, '')
    if (next.length >= shortest && next !== tries.at(-1)) tries.push(next)
  }
  return tries
}
