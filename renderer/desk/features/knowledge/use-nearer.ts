import { useEffect, useState } from 'react'
import type { ArticleHit } from '#shared/ipc/replica-views'
import { call } from '../../bridge/client'
import { nearerTexts } from './nearer'

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
