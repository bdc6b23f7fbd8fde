import { useEffect, useState } from 'react'
import type { ArticleHit } from '#shared/ipc/replica-views'
import { call } from '../../bridge/client'

/** A prefix shorter than this finds everything. */
const minText = 2
const maxTries = 6

/** What to ask instead when nothing was found: the text with its last word shortened, then dropped. */
export const nearerTexts = (text: string): string[] => {
  const tries: string[] = []
  let rest = [...text.trim()]
  while (rest.length > minText && tries.length < maxTries) {
    rest = rest.slice(0, -Math.max(1, Math.ceil(rest.length / maxTries)))
    // One or two remaining letters would match half of everything.
    const next = rest
      .join('')
      .trim()
      .replace(/\s+[A-Za-z0-9]{1,2}$/, '')
    if (next.length >= minText && next !== tries.at(-1)) tries.push(next)
  }
  return tries
}

export type Nearer = { for: string; text: string; hits: ArticleHit[] }

/** The nearest text that finds something, for one that does not. Null while looking and where there is none. */
export const useNearer = (text: string | null): Nearer | null => {
  const [nearer, setNearer] = useState<Nearer | null>(null)
  useEffect(() => {
    if (text === null) return
    let isWanted = true
    const look = async (): Promise<void> => {
      for (const shorter of nearerTexts(text)) {
        const result = await call('article.search', { text: shorter, limit: 10 })
        if (!isWanted) return
        if (result.ok && result.value.length > 0) {
          setNearer({ for: text, text: shorter, hits: result.value })
          return
        }
      }
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [text])
  return nearer !== null && nearer.for === text ? nearer : null
}
